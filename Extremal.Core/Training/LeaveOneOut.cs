using System.Numerics;
using Extremal.Memory;

namespace Extremal.Training;

/// <summary>
/// What the network says of each validation row, or group of rows, after the epoch that the others choose. Rows that chose the epoch look better
/// predicted than new ones are; of a row judged after the epoch that it had no part in choosing, as little is known as of a new one. It costs no
/// training: the sum of the others' losses is kept beside that of all (the leave-one-out of R. F. Barber, E. J. Candès, A. Ramdas and
/// R. J. Tibshirani, "Predictive inference with the jackknife+", Ann. Stat. 49, 2021, of the choice alone; for early stopping see Z. Liang, Y. Zhou
/// and M. Sesia, "Conformal inference is (almost) free for neural networks trained with early stopping", ICML 2023).
/// </summary>
internal sealed class LeaveOneOut<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _losses, _others;

    /// <summary>Before the first epoch.</summary>
    /// <param name="units">Number of rows, or of groups.</param>
    /// <param name="shape">Rows × outputs.</param>
    public LeaveOneOut(int units, Shape shape)
    {
        (Losses, _losses, _others) = (new double[units], new double[units], new double[units]);
        Array.Fill(Losses, double.PositiveInfinity);
        Outputs = Slice<T>.Zeros(shape);
    }

    /// <summary>Where the run before was; before the first epoch if it has none, as a state of older versions.</summary>
    /// <param name="validation">The rows.</param>
    /// <param name="before">What the run before kept.</param>
    /// <exception cref="ArgumentException">That was of other rows, outputs or groups.</exception>
    public LeaveOneOut(Samples<T> validation, LeaveOneOut<T>? before) : this(validation.Units.Max() + 1, validation.Targets.Shape)
    {
        if (before is null)
        {
            return;
        }

        if (before.Outputs.Shape != Outputs.Shape || before.Losses.Length != Losses.Length)
        {
            throw new ArgumentException(
                $"Trainer got a state that judged {before.Outputs.Shape} outputs in {before.Losses.Length} rows or groups of validation; "
                + $"it wants one of {Outputs.Shape} in {Losses.Length}.", nameof(before));
        }

        before.Losses.CopyTo(Losses, 0);
        before.Outputs.Span.CopyTo(Outputs.Span);
    }

    /// <summary>For each row, or group, the least loss of the others so far.</summary>
    public double[] Losses { get; }

    /// <summary>What the network said after the epoch of that loss: rows × outputs, on the network's scale.</summary>
    public Slice<T> Outputs { get; }

    /// <summary>Whether an epoch was taken in.</summary>
    public bool IsKnown => Losses[0] < double.PositiveInfinity;

    /// <summary>Takes in an epoch.</summary>
    /// <param name="units">For each row its number, or its group's.</param>
    /// <param name="losses">Of each row, times its weight.</param>
    /// <param name="outputs">What the network says of each row.</param>
    public void Add(IReadOnlyList<int> units, ReadOnlySpan<double> losses, ReadOnlySpan<T> outputs)
    {
        SumOthers(units, losses);
        int width = Outputs.Shape.Columns;
        for (int row = 0; row < losses.Length; row++)
        {
            if (_others[units[row]] < Losses[units[row]])
            {
                outputs.Slice(row * width, width).CopyTo(Outputs.Span.Slice(row * width, width));
            }
        }

        for (int unit = 0; unit < Losses.Length; unit++)
        {
            Losses[unit] = Math.Min(Losses[unit], _others[unit]);
        }
    }

    // Those before and those after are summed apart, and nothing is subtracted, so that one great loss does not drown the others.
    private void SumOthers(IReadOnlyList<int> units, ReadOnlySpan<double> losses)
    {
        Array.Clear(_losses);
        for (int row = 0; row < losses.Length; row++)
        {
            _losses[units[row]] += losses[row];
        }

        double before = 0, after = 0;
        for (int unit = 0; unit < _losses.Length; unit++)
        {
            _others[unit] = before;
            before += _losses[unit];
        }

        for (int unit = _losses.Length - 1; unit >= 0; unit--)
        {
            _others[unit] += after;
            after += _losses[unit];
        }
    }
}
