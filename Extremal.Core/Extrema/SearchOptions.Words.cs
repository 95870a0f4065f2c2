using System.Globalization;
using System.Text;
using Extremal.Memory;

namespace Extremal.Extrema;

public sealed partial record SearchOptions
{
    // As the compiler would write it, but with the numbers in the lists, and the same in every culture.
    private bool PrintMembers(StringBuilder text)
    {
        text
            .Append(CultureInfo.InvariantCulture, $"Optimizer = {Optimizer}, Schedule = {Schedule}, MaxSteps = {MaxSteps}, Tolerance = {Tolerance}")
            .Append(CultureInfo.InvariantCulture, $", Starts = {Starts}, Searches = {Searches}, MaxRounds = {MaxRounds}, Distribution = {Distribution}")
            .Append(CultureInfo.InvariantCulture, $", Points = [{string.Join(", ", (Points ?? []).Select(point => ListText.Of<double>(point)))}]")
            .Append(CultureInfo.InvariantCulture, $", InUserUnits = {InUserUnits}, KeepPath = {KeepPath}, Seed = {Seed}, TimeLimit = {TimeLimit}")
            .Append(CultureInfo.InvariantCulture, $", MaxDegreeOfParallelism = {MaxDegreeOfParallelism}");
        return true;
    }
}
