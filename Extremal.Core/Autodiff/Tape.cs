using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// Reverse-mode automatic differentiation of matrices. Leaves and operations are written down line by line as they are computed;
/// <see cref="Backward"/> walks the lines once from last to first and adds up adjoints.
/// <para>
/// Wanting a gradient is an argument: a leaf that is watched (<see cref="Watch"/>) gets one, a leaf that is not
/// (<see cref="Input"/>, <see cref="Constant"/>) costs nothing on the backward pass. Training watches the weights; extremal learning watches the points.
/// </para>
/// </summary>
/// <remarks>Not thread-safe: one tape, one thread. Everything is allocated by the first step and reused by all later ones.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Tape<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arena<T> _values = new();
    private readonly Arena<T> _numbers = new();
    private readonly Arena<T> _adjoints = new();
    private readonly List<PackedWeights<T>> _panels = [];
    private Line<T>[] _lines = new Line<T>[32];
    private long _epoch;
    private int _panelsUsed;
    private bool _isStale;
    private bool _isLaidOut = true; // whether every line's value has the memory that its operands' shapes ask for
    private int _walk = -1; // the result from which the lines were walked back last, unless something changed since

    /// <summary>An empty tape.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public Tape() => Element<T>.Require();

    /// <summary>Number of lines recorded.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The most threads that work on one line at once, the caller's among them; −1, as it is at first, for as many as there are processors.
    /// Small lines stay on the caller's thread. The results have the same bits at any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to 0, or to less than −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        set => field = Parallelism.Require(value, "Tape.MaxDegreeOfParallelism", nameof(value));
    } = -1;

    /// <summary>A leaf that each <see cref="Replay"/> reads anew. The tape keeps the slice, not a copy.</summary>
    public Variable<T> Input(Slice<T> data) => Leaf(LineKind.Input, data);

    /// <summary>
    /// A leaf that the caller leaves unchanged until <see cref="Reset"/>: what is computed from it once, such as its panels for a product,
    /// is kept.
    /// </summary>
    public Variable<T> Constant(Slice<T> data)
    {
        Variable<T> leaf = Leaf(LineKind.Constant, data);
        _lines[leaf.Line].Panels = NextPanels();
        return leaf;
    }

    /// <summary>A leaf of one number, 1 × 1, kept by the tape. It is repeated to whatever shape it meets.</summary>
    public Variable<T> Number(T value)
    {
        Slice<T> one = _numbers.Allocate(Shape.One);
        one.Span[0] = value;
        return Leaf(LineKind.Constant, one);
    }

    /// <summary>A leaf that is differentiated: <see cref="Backward"/> writes ∂result/∂data to <paramref name="adjoint"/>, which is the caller's.</summary>
    /// <exception cref="ArgumentException">The shapes of the two differ.</exception>
    public Variable<T> Watch(Slice<T> data, Slice<T> adjoint)
    {
        CheckAdjoint(nameof(Watch), data, adjoint);
        Variable<T> leaf = Leaf(LineKind.Watched, data);
        _lines[leaf.Line].Adjoint = adjoint;
        _lines[leaf.Line].Wanted = true;
        MarkShared(leaf.Line);
        return leaf;
    }

    /// <summary>Computes an operation and writes it down.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or an operand is on another tape. Nothing is written down then.</exception>
    /// <exception cref="InvalidOperationException">An operand was recorded before the last <see cref="Reset"/>.</exception>
    public Variable<T> Record(Operation<T> operation, Variable<T> a) => Record(operation, [a]);

    /// <inheritdoc cref="Record(Operation{T}, Variable{T})"/>
    public Variable<T> Record(Operation<T> operation, Variable<T> a, Variable<T> b) => Record(operation, [a, b]);

    /// <inheritdoc cref="Record(Operation{T}, Variable{T})"/>
    public Variable<T> Record(Operation<T> operation, Variable<T> a, Variable<T> b, Variable<T> c) => Record(operation, [a, b, c]);

    /// <summary>The same for any number of operands, at least one.</summary>
    internal Variable<T> Record(Operation<T> operation, ReadOnlySpan<Variable<T>> operands)
    {
        ArgumentNullException.ThrowIfNull(operation);
        RequireJacobians(operation, operands);
        bool wanted = false;
        foreach (Variable<T> operand in operands)
        {
            wanted |= LineOf(operand).Wanted;
        }

        Variable<T> result = Append(new Line<T>
        {
            Kind = LineKind.Operation,
            Operation = operation,
            OperandCount = operands.Length,
            A = operands[0].Line,
            B = operands[Math.Min(1, operands.Length - 1)].Line,
            C = operands[Math.Min(2, operands.Length - 1)].Line,
            More = operands.Length > 3 ? Lines(operands[3..]) : null,
            Wanted = wanted,
        });
        try
        {
            using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
            Place(result.Line);
            Evaluate(result.Line);
        }
        catch
        {
            Count--;
            throw;
        }

        return result;
    }

    /// <summary>Forgets all lines; variables recorded so far become stale. The memory is kept for the next recording.</summary>
    public void Reset()
    {
        Count = 0;
        _epoch++;
        (_isStale, _isLaidOut, _walk) = (false, true, -1);
        _values.Reset();
        _numbers.Reset();
        _panelsUsed = 0;
    }

    /// <summary>Whether a variable of this tape was recorded since its last reset.</summary>
    internal bool Holds(Variable<T> variable) => variable.IsOf(_epoch);

    /// <summary>The line of a variable of this tape.</summary>
    internal ref Line<T> LineOf(Variable<T> variable)
    {
        if (variable.Tape != this)
        {
            throw new ArgumentException("The variable is on another tape.", nameof(variable));
        }

        if (!Holds(variable))
        {
            throw new InvalidOperationException("The variable is stale: its tape was reset after it was recorded.");
        }

        return ref _lines[variable.Line];
    }

    private Variable<T> Leaf(LineKind kind, Slice<T> data)
    {
        ArgumentNullException.ThrowIfNull(data.Block, nameof(data));
        return Append(new Line<T> { Kind = kind, Value = data });
    }

    private void MarkShared(int index)
    {
        ref Line<T> leaf = ref _lines[index];
        for (int i = 0; i < Count; i++)
        {
            ref Line<T> other = ref _lines[i];
            if (i != index && other.Kind == LineKind.Watched && other.SharesWith(leaf))
            {
                leaf.SharesAdjoint = true;
                other.SharesAdjoint = true;
            }
        }
    }

    private PackedWeights<T> NextPanels()
    {
        if (_panelsUsed == _panels.Count)
        {
            _panels.Add(new PackedWeights<T>());
        }

        PackedWeights<T> next = _panels[_panelsUsed++];
        next.Forget();
        return next;
    }

    private static int[] Lines(ReadOnlySpan<Variable<T>> variables)
    {
        int[] lines = new int[variables.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = variables[i].Line;
        }

        return lines;
    }

    private Variable<T> Append(Line<T> line)
    {
        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, 2 * Count);
        }

        _walk = -1;
        _lines[Count] = line;
        return new Variable<T>(this, Count++, _epoch);
    }

    private static void CheckAdjoint(string caller, Slice<T> data, Slice<T> adjoint)
    {
        if (data.Shape != adjoint.Shape)
        {
            throw new ArgumentException(
                $"{caller} got data of {data.Shape} and an adjoint of {adjoint.Shape}; the two have one shape.", nameof(adjoint));
        }
    }
}
