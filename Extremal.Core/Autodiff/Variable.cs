using System.Numerics;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// The result of one line of a <see cref="Tape{T}"/>. It is a value of three words that points to the line; the numbers are the tape's.
/// The verbs on it (+, <see cref="Tanh"/>, <see cref="RowSums"/> …) record further lines; each is declared in the file of its operation.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly partial record struct Variable<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T>? _tape;
    private readonly long _epoch;

    internal Variable(Tape<T> tape, int line, long epoch)
    {
        _tape = tape;
        Line = line;
        _epoch = epoch;
    }

    /// <summary>The tape that it is on.</summary>
    /// <exception cref="InvalidOperationException">The variable was never recorded.</exception>
    public Tape<T> Tape => _tape
        ?? throw new InvalidOperationException("This variable is on no tape; a variable comes from a tape's Input, Constant, Watch or Record.");

    /// <summary>Its number, from zero, in the order of recording.</summary>
    public int Line { get; }

    /// <summary>Rows and columns of its value.</summary>
    /// <exception cref="InvalidOperationException">The tape was reset since it was recorded.</exception>
    public Shape Shape => Tape.LineOf(this).Value.Shape;

    /// <summary>Its value, as the recording or the last <see cref="Tape{T}.Replay"/> left it.</summary>
    /// <exception cref="InvalidOperationException">The tape was reset since it was recorded.</exception>
    public ReadOnlyMatrix<T> Value => Tape.LineOf(this).Value.Matrix;

    /// <summary>Its line, its shape and its first numbers, for example <c>line 5, 1 × 1: [0.25]</c>; or why it has none.</summary>
    public override string ToString() => _tape is null ? "a variable on no tape"
        : _tape.Holds(this) ? FormattableString.Invariant($"line {Line}, {_tape.LineOf(this).Value}")
        : FormattableString.Invariant($"line {Line}, gone: its tape was reset");

    /// <summary>Whether the variable was recorded since the tape's last reset.</summary>
    internal bool IsOf(long epoch) => _epoch == epoch;
}
