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
//     dotnet run -c Release examples/extremize.cs -- --help                           all options
//
// It assesses a network on held-out rows, trains it on all rows, searches, reports how far the answer lies from the data,
// and writes one HTML page with all of it. A mistake in the arguments or the file is one line on standard error and exit code 2.

using Examples;

return ConsoleProgram.Run("extremize", interruption =>
    CommandLine.Parse(args) is { } request ? Run.From(request, interruption) : 0);
