using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>
/// A first-order rule with its state: each step moves a flat vector x against its gradient dx. Coordinates do not meet, so one rule may
/// serve
/// the weights of a network or the coordinates of many independent points. After construction nothing is allocated.
/// </summary>
/// <remarks>
/// Its whole state is <see cref="Steps"/>, <see cref="Rate"/> and the numbers in <see cref="State"/>. Who copies them into a new rule of
/// the same
/// kind goes on with the same bits.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class UpdateRule<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KeyValuePair<string, Slice<T>>[] _state;
    private double _rate;
    private long _steps;

    /// <summary>
    /// A rule for <paramref name="dimension"/> coordinates that keeps one number a coordinate for each name in <paramref
    /// name="moments"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is negative, or the rate is negative or not finite.</exception>
    protected UpdateRule(int dimension, double rate, params ReadOnlySpan<string> moments)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        Dimension = dimension;
        Rate = rate;
        _state = new KeyValuePair<string, Slice<T>>[moments.Length];
        for (int i = 0; i < moments.Length; i++)
        {
            _state[i] = new(moments[i], Slice<T>.Zeros(new Shape(1, dimension)));
        }

        State = Array.AsReadOnly(_state);
    }

    /// <summary>Number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>The step size α. A schedule may set it before any step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number that is negative or not finite.</exception>
    public double Rate
    {
        get => _rate;
        set => _rate = Require.NotNegative(value, nameof(Rate));
    }

    /// <summary>Steps made since construction or <see cref="Reset"/>; set only to restore a saved state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative number.</exception>
    public long Steps
    {
        get => _steps;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _steps = value;
        }
    }

    /// <summary>
    /// The most threads that a step uses, the caller's among them; −1, as it is at first, for as many as there are processors. Few coordinates
    /// stay on the caller's thread. The results have the same bits at any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to 0, or to less than −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        set => field = Parallelism.Require(value, "UpdateRule.MaxDegreeOfParallelism", nameof(value));
    } = -1;

    /// <summary>
    /// The moments, 1 × <see cref="Dimension"/> each, by name and in a fixed order. The slices are the rule's own: write to them to
    /// restore a saved state.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Slice<T>>> State { get; }

    /// <summary>One step: moves <paramref name="x"/> against its gradient <paramref name="dx"/>.</summary>
    /// <exception cref="ArgumentException">A length is not <see cref="Dimension"/>, or the two overlap in part.</exception>
    public void Step(Span<T> x, ReadOnlySpan<T> dx)
    {
        if (x.Length != Dimension || dx.Length != Dimension)
        {
            throw new ArgumentException(
                $"{GetType().Name}.Step got {x.Length} coordinates and {dx.Length} derivatives; it wanted {Dimension} of each.");
        }

        if (x.Overlaps(dx, out int offset) && offset != 0)
        {
            throw new ArgumentException($"{GetType().Name}.Step got coordinates and derivatives that overlap in part.", nameof(dx));
        }

        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        _steps++;
        Apply(x, dx);
    }

    /// <summary>Forgets all steps: the moments and <see cref="Steps"/> become zero; <see cref="Rate"/> stays.</summary>
    public void Reset()
    {
        _steps = 0;
        foreach (KeyValuePair<string, Slice<T>> moment in _state)
        {
            moment.Value.Span.Clear();
        }
    }

    /// <summary>Moves x by step number <see cref="Steps"/>, which counts from one. Both spans have the right length.</summary>
    protected abstract void Apply(Span<T> x, ReadOnlySpan<T> dx);

    /// <summary>Applies a function to every coordinate, with the moments in the order of <see cref="State"/>.</summary>
    private protected void Sweep<U>(U update, Span<T> x, ReadOnlySpan<T> dx) where U : struct, IUpdate<T>
    {
        Span<T> first = U.Moments > 0 ? _state[0].Value.Span : default;
        Span<T> second = U.Moments > 1 ? _state[1].Value.Span : default;
        UpdateLoop<T, U> loop = new(update, x, dx, first, second);
        ParallelFor<T, UpdateLoop<T, U>>.Run(ref loop);
    }
}
