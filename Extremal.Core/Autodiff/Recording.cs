using System.Numerics;
using System.Runtime.InteropServices;

namespace Extremal.Autodiff;

/// <summary>
/// A step that is recorded once and replayed ever after. Numbers that change between replays have to be inputs: one that the recording captured
/// would silently stay as it was. With the switch <see cref="CheckSwitch"/> on, every replay is therefore compared with a recording made anew.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Recording<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name of the <see cref="AppContext"/> switch that compares every replay with a new recording.</summary>
    public const string CheckSwitch = "Extremal.CheckReplays";

    private readonly Func<Tape<T>, Variable<T>> _record;
    private readonly Tape<T>? _anew;

    /// <summary>Records the step.</summary>
    /// <param name="record">Writes the step on the tape and returns its result.</param>
    public Recording(Func<Tape<T>, Variable<T>> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _record = record;
        _anew = AppContext.TryGetSwitch(CheckSwitch, out bool check) && check ? new Tape<T>() : null;
        Tape = new Tape<T>();
        Result = record(Tape);
    }

    /// <summary>The tape with the step's lines.</summary>
    public Tape<T> Tape { get; }

    /// <summary>The step's result.</summary>
    public Variable<T> Result { get; }

    /// <summary>Computes the step from what its leaves hold now.</summary>
    /// <exception cref="InvalidOperationException">The switch is on, and recording anew gives another result.</exception>
    public void Replay()
    {
        Tape.Replay();
        if (_anew is not null)
        {
            Check(_anew);
        }
    }

    private void Check(Tape<T> anew)
    {
        anew.Reset();
        ReadOnlySpan<T> expected = _record(anew).Value.Span;
        if (!MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(Result.Value.Span)))
        {
            throw new InvalidOperationException(
                "A replayed step differs from the same step recorded anew: a number that changes between replays was captured. Make it an Input.");
        }
    }
}
