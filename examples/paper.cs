#!/usr/bin/env -S dotnet run -c Release
#:property PublishAot=false
#:project ../Extremal.Core/Extremal.Core.csproj
#:include ../Extremal.Core/Formats/Printable.cs
#:include shared/*.cs
#:include shared/charts/*.cs
#:include shared/html/*.cs
#:include shared/streams/*.cs
#:include paper/*.cs

// Section 3 of Patel and Rummel, "Extremal learning: extremizing the output of a neural network in regression problems",
// from the data to the answer; then the same question asked properly.
//
//     dotnet run -c Release examples/paper.cs [--seed N] [--seeds COUNT] [--certify] [--out FOLDER]
//
//     --seed N        which data, network and starts are drawn (1)
//     --seeds COUNT   afterwards the same with COUNT seeds, from N on: medians and worst cases
//     --certify       proves of the proper answers that no input of their boxes gives more
//     --out FOLDER    where the figures go (artifacts/paper)
//
// The section itself is paper/Section3.cs. The formulas stand in paper/Equations.cs, the questions in paper/CaseStudy.cs.

using Examples;
using Examples.Paper;

return ConsoleProgram.Run("paper.cs", () => PaperCommand.Run(args, Console.Out, Console.Error));
