#!/usr/bin/env -S dotnet run -c Release
#:property PublishAot=false
#:property TieredPGO=false
#:project ../Extremal.Core/Extremal.Core.csproj
#:package MathNet.Numerics
#:package Spectre.Console
#:include shared/*.cs
#:include shared/console/*.cs
#:include study/*.cs
#:include study/problems/*.cs

// The question that the paper leaves open: "In the future, we would like to study the numerical performance of extremal learning in a
// variety of regression examples."
//
//     dotnet run -c Release examples/study.cs                                          about ten minutes on two cores
//     dotnet run -c Release examples/study.cs -- --quick                               some seconds
//     dotnet run -c Release examples/study.cs -- --problems Branin,Levy --sizes 100    a part of it
//     dotnet run -c Release examples/study.cs -- --help                                everything that can be said
//
// Functions whose optimum is known are measured at 50 to 250 points, with and without noise; a network is trained on them and searched
// for its extremum; and what the truth is there is compared with what others find from the same rows. The problems stand in
// study/problems, what is studied in study/Learning.cs, one run in study/Run.cs.

using System.Globalization;
using System.Text;
using Examples;
using Examples.Study;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C ends the study with the runs so far; the second ends the program.
    pressed.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
};

try
{
    var request = Request.Parse(args);
    if (request is not null) { return Course.Of(request, interruption.Token); }
    Console.WriteLine(Request.Usage);
    return 0;
}
catch (Exception mistake) when (mistake is InputException or ArgumentException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"study: {mistake.Message.ReplaceLineEndings(" ")}");
    return 2;
}
