#!/usr/bin/env -S dotnet run -c Release
#:property PublishAot=false
#:property TieredPGO=false
#:project ../Extremal.Core/Extremal.Core.csproj
#:package CsvHelper
#:package Spectre.Console
#:package System.CommandLine
#:include shared/*.cs
#:include shared/console/*.cs
#:include extremize/*.cs

// The main job: from a table of measurements to the input that maximises one of its columns, minimises it or brings it to a value.
//
//     dotnet run -c Release examples/extremize.cs                                     the strongest concrete at 28 days
//     dotnet run -c Release examples/extremize.cs -- FILE --maximize COLUMN           your own measurements
//     dotnet run -c Release examples/extremize.cs -- --help                           everything that can be said
//
// It trains a network, says how well it does on rows that it never saw, searches, says how far the answer lies from the data,
// and writes one HTML page with all of it. A mistake in what it is given is one line on standard error and exit code 2.

using System.Globalization;
using System.Text;
using Examples;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C ends what is under way with the best so far; the second ends the program.
    pressed.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
};

try
{
    var request = CommandLine.Parse(args);
    return request is null ? 0 : Run.From(request, interruption.Token);
}
catch (Exception mistake) when (mistake is InputException or ArgumentException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"extremize: {mistake.Message.ReplaceLineEndings(" ")}");
    return 2;
}
