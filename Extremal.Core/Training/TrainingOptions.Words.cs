using System.Globalization;
using System.Text;
using Extremal.Memory;

namespace Extremal.Training;

public sealed partial record TrainingOptions
{
    // As the compiler would write it, but with the numbers in the lists, and the same in every culture.
    private bool PrintMembers(StringBuilder text)
    {
        text
            .Append(CultureInfo.InvariantCulture, $"Hidden = {ListText.Of(Hidden)}, Activation = {Activation}, OutputActivation = {OutputActivation}")
            .Append(CultureInfo.InvariantCulture, $", Initialization = {Initialization}, Loss = {Loss}, Optimizer = {Optimizer}, LbfgsMemory = {LbfgsMemory}")
            .Append(CultureInfo.InvariantCulture, $", Schedule = {Schedule}, BatchSize = {BatchSize}, Epochs = {Epochs}, L2 = {L2}, Validation = {Validation}")
            .Append(CultureInfo.InvariantCulture, $", Calibration = {Calibration}, Patience = {Patience}, KeepBest = {KeepBest}")
            .Append(CultureInfo.InvariantCulture, $", Members = {Members}, Method = {Method}, Radial = {Radial}, ")
            .Append(CultureInfo.InvariantCulture, $"EvidenceSteps = {EvidenceSteps}, Seed = {Seed}, MaxDegreeOfParallelism = {MaxDegreeOfParallelism}");
        return true;
    }
}
