using Extremal.Autodiff;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>One loss of the catalogue.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Loss">Core's.</param>
/// <param name="Rows">Its definition, one number a row, from predictions and targets.</param>
/// <param name="Predictions">From where predictions are drawn.</param>
/// <param name="Targets">From where targets are drawn.</param>
internal sealed record LossRow(
    string Name, Loss Loss, Func<DualMatrix, DualMatrix, DualMatrix> Rows, Values Predictions, Values Targets);
