#!/usr/bin/env -S dotnet run -c Release
#:property PublishAot=false
#:property TieredPGO=false
#:project ../Extremal.Core/Extremal.Core.csproj
#:package CsvHelper
#:package Spectre.Console
#:package System.CommandLine
#:include ../Extremal.Core/Formats/Printable.cs
#:include shared/*.cs
#:include shared/charts/*.cs
#:include shared/html/*.cs
#:include shared/streams/*.cs
#:include shared/console/*.cs
#:include extremize/*.cs
#:include extremize/request/*.cs
#:include extremize/table/*.cs
#:include extremize/judgement/*.cs
#:include extremize/report/*.cs
#:include extremize/terminal/*.cs

// The main job: from a table of measurements to the input that maximises one of its columns, minimises it or brings it to a value.
//
//     dotnet run -c Release examples/extremize.cs                                     the strongest concrete at 28 days
//     dotnet run -c Release examples/extremize.cs -- FILE --maximize COLUMN           your own measurements
//     dotnet run -c Release examples/extremize.cs -- --help                           everything that can be said
//
// It trains a network, says how well it does on rows that it never saw, searches, says how far the answer lies from the data,
// and writes one HTML page with all of it. A mistake in what it is given is one line on standard error and exit code 2.

using Examples;

return ConsoleProgram.Run("extremize", interruption =>
    CommandLine.Parse(args) is { } request ? Run.From(request, interruption) : 0);
