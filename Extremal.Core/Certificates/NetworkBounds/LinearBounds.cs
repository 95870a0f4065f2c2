using Extremal.Memory;

namespace Extremal.Certificates;

/// <summary>
/// Upper bounds of an output, or of the mean of several networks' outputs, over many boxes. Bounds of the members are added as linear
/// functions before the maximum is taken, since all see the same input. For one thread at a time; a box's bound has the same bits whatever
/// boxes stand beside it.
/// </summary>
internal sealed class LinearBounds
{
    // How often the lines are laid anew for the output's bound: each costs a tenth of a box's time, and a third would not pay.
    private const int Refinements = 2;

    private readonly BoxChunk _chunk;
    private readonly RelaxedNetwork[] _members;
    private readonly double _unit;
    private readonly int _divisor;
    private readonly double[] _reach;
    private readonly double _valueError;
    private readonly double[] _coefficients;
    private readonly double[] _vertices;
    private readonly double[] _offsets;
    private readonly double[] _charges;

    /// <param name="networks">The members, with what is known of them over the region.</param>
    /// <param name="region">Where the boxes lie, and what their points keep.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="sign">1 to bound the output from above, −1 to bound minus the output from above.</param>
    /// <param name="shares">Of each member in the mean; null where all count alike: then their sum is bounded, and divided.</param>
    public LinearBounds(IReadOnlyList<Reach> networks, LinearRegion region, int output, int sign, IReadOnlyList<double>? shares = null)
    {
        _chunk = new BoxChunk(region, networks.Min(network => BoxChunk.CapacityFor(network.Network)));
        _members = [.. networks.Select((network, k) => new RelaxedNetwork(network, _chunk, output, sign * (shares?[k] ?? 1)))];
        _divisor = shares is null ? _members.Length : 1;
        (_coefficients, _vertices) = (new double[_chunk.Capacity * region.Inputs], new double[_chunk.Capacity * region.Inputs]);
        (_offsets, _charges) = (new double[_chunk.Capacity], new double[_chunk.Capacity]);

        // A value at a point is a sum of the members', rounded m − 1 times. A last weight's product with a share is rounded once more, by at
        // most a third of the error of that layer's sum: ValueError has that error twice.
        double roundings = 2 * (_members.Length - 1) * Relaxation.DoubleRounding;
        _valueError = networks.Select((network, k) =>
            (shares?[k] ?? 1) * (network.ValueError + roundings * network.Magnitude) + (shares is null ? 0 : network.Tiny)).Sum();

        // The greatest unit of a network, and as many more roundings as the members' sums take.
        double members = 1 + _members.Length / 16.0;
        Reach coarsest = networks.MaxBy(network => network.Unit)!;
        (_unit, _reach) = (coarsest.Unit, [.. coarsest.Inputs(0).Select(reach => reach * members)]);
    }

    /// <inheritdoc cref="OutputBounds.AtOnce"/>
    public int AtOnce => _chunk.Capacity;

    /// <inheritdoc cref="OutputBounds.Bound"/>
    public void Bound(BoxBatch batch, int first, int count)
    {
        for (int start = first; start < first + count; start += _chunk.Capacity)
        {
            BoundChunk(batch, start, Math.Min(_chunk.Capacity, first + count - start));
        }
    }

    private void BoundChunk(BoxBatch batch, int first, int count)
    {
        _chunk.Take(batch, first, count);
        batch.Clear(first, count);
        foreach (RelaxedNetwork member in _members)
        {
            member.Relax(_chunk);
            member.AddIntervals(count, batch.Bounds.AsSpan(first, count));
            member.AddSlopes(batch, first, count);
        }

        for (int round = 0; round <= Refinements; round++)
        {
            BoundOutput(batch, first);
            Approach(batch, first, round);
        }

        for (int box = first; box < first + count; box++)
        {
            BoundByMeanValue(batch, box);
            batch.Divide(box, _divisor);
        }
    }

    // f(x) ≤ f(p) + max over the box of g·(x − p), g the enclosure of the derivatives (Moore, 1966). p is near where f is greatest: on a box
    // where f rises or falls along every input it is that corner, and the bound is f itself. The enclosure holds where all constraints are
    // kept, as the ranges of the sums do, and so p has to keep them.
    private void BoundByMeanValue(BoxBatch batch, int box)
    {
        ReadOnlySpan<double> lower = batch.Of(batch.Lower, box), upper = batch.Of(batch.Upper, box), p = batch.Of(batch.Points, box);
        ReadOnlySpan<double> least = batch.Of(batch.LeastSlopes, box), greatest = batch.Of(batch.GreatestSlopes, box);
        if (!_chunk.Region.Keeps(p))
        {
            return;
        }

        double bound = batch.Values[box], size = Math.Abs(bound);
        for (int k = 0; k < p.Length; k++)
        {
            double rise = Math.Max(0, Math.Max(greatest[k] * (upper[k] - p[k]), least[k] * (lower[k] - p[k])));
            (bound, size) = (bound + rise, size + rise);
        }

        bound += 2 * _unit * size + _valueError;
        batch.Bounds[box] = bound < batch.Bounds[box] ? bound : batch.Bounds[box];
    }

    private void BoundOutput(BoxBatch batch, int first)
    {
        (int n, int count) = (_chunk.Region.Inputs, _chunk.Count);
        Array.Clear(_coefficients);
        Array.Clear(_offsets);
        Array.Clear(_charges);
        Array.ForEach(_members, member => member.AddOutput(count, _coefficients.AsSpan(0, n * count), _offsets, _charges));
        Span<double> greatest = stackalloc double[1];
        for (int box = 0; box < count; box++)
        {
            ReadOnlySpan<double> coefficients = _coefficients.AsSpan(box);
            _chunk.Maximize(
                box, coefficients, count, _offsets.AsSpan(box, 1), _charges.AsSpan(box, 1), _reach, _unit, greatest);
            batch.Bounds[first + box] = greatest[0] < batch.Bounds[first + box] ? greatest[0] : batch.Bounds[first + box];
            _chunk.FindVertex(
                coefficients, count, batch.Of(batch.Lower, first + box), batch.Of(batch.Upper, first + box),
                _vertices.AsSpan(box * n, n));
        }
    }

    // A bound takes its maximum in one vertex of the box. Lines that are tight there bring it down, until another vertex is the greatest;
    // halfway between the middle and the mean of the vertices so far they are good for all. This is α-CROWN (Xu et al., "Fast and
    // complete", 2021) with one parameter for all slopes of a box, and costs a fraction of what the hidden bounds do.
    private void Approach(BoxBatch batch, int first, int round)
    {
        (int n, int count) = (_chunk.Region.Inputs, _chunk.Count);
        Span<double> points = batch.Points.AsSpan(first * n, count * n);
        for (int i = 0; i < points.Length; i++)
        {
            double mean = points[i] + (_vertices[i] - points[i]) / (round + 1);
            points[i] = Math.Clamp(mean, batch.Lower[first * n + i], batch.Upper[first * n + i]);
        }

        Span<double> values = batch.Values.AsSpan(first, count);
        values.Clear();
        foreach (RelaxedNetwork member in _members)
        {
            member.Approach(new ReadOnlyMatrix<double>(points, new Shape(count, n)), values, isLast: round == Refinements);
        }
    }
}
