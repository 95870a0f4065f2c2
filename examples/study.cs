#!/usr/bin/env -S dotnet run -c Release
#:property PublishAot=false
#:property TieredPGO=false
#:project ../Extremal.Core/Extremal.Core.csproj
#:package MathNet.Numerics
#:package Spectre.Console
#:include ../Extremal.Core/Formats/Printable.cs
#:include shared/*.cs
#:include shared/charts/*.cs
#:include shared/html/*.cs
#:include shared/streams/*.cs
#:include shared/console/*.cs
#:include study/*.cs
#:include study/contenders/*.cs
#:include study/contenders/gaussian/*.cs
#:include study/report/*.cs
#:include study/problems/*.cs
#:include study/trust/*.cs

// The question that the paper leaves open: "In the future, we would like to study the numerical performance of extremal learning in a
// variety of regression examples."
//
//     dotnet run -c Release examples/study.cs                                          about a quarter of an hour on two cores
//     dotnet run -c Release examples/study.cs -- --quick                               some seconds
//     dotnet run -c Release examples/study.cs -- --problems Branin,Levy --sizes 100    a part of it
//     dotnet run -c Release examples/study.cs -- --trust                               which answers can be trusted near noisy rows
//     dotnet run -c Release examples/study.cs -- --help                                everything that can be said
//
// Functions whose optimum is known are measured at 50 to 250 points, with and without noise; a network is trained on them and searched
// for its extremum; and what the truth is there is compared with what others find from the same rows. The problems stand in
// study/problems, what is studied in study/Learning.cs, one run in study/Run.cs.

using Examples;
using Examples.Study;

return ConsoleProgram.Run("study", interruption =>
{
    if (Request.Parse(args) is { } request) { return request.Trust ? TrustCourse.Of(request, interruption) : Course.Of(request, interruption); }
    Console.WriteLine(Request.Usage);
    return 0;
});
