using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Oracle;

/// <summary>
/// Points in a box that try to exceed a bound of sign · output, as the library's own network computes it in T. Every attack adds its
/// points to what was seen so far.
/// </summary>
internal sealed class Attacks<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostRows = 256;

    private readonly Predictor<T> _predictor;
    private readonly Network<T> _network;
    private readonly Random _random;
    private readonly Slice<T> _points;
    private readonly Slice<T> _outputs;
    private readonly Grid<T>[] _grids;
    private readonly int _output;
    private readonly int _sign;
    private int _waiting;

    public Attacks(Network<T> network, int output, int sign, double[] lower, double[] upper, int seed)
    {
        (_network, _output, _sign, _random) = (network, output, sign, new Random(seed));
        _predictor = new Predictor<T>(network) { MaxDegreeOfParallelism = 1 };
        _grids = [.. lower.Select((low, i) => new Grid<T>(low, upper[i]))];
        _points = Slice<T>.Zeros(new Shape(MostRows, network.Inputs));
        _outputs = Slice<T>.Zeros(new Shape(MostRows, network.Outputs));
    }

    /// <summary>The greatest sign · output seen; −∞ before the first point or if no number of T is in the box.</summary>
    public double Greatest { get; private set; } = double.NegativeInfinity;

    /// <summary>Where.</summary>
    public T[] Where { get; private set; } = [];

    /// <summary>How many points were evaluated.</summary>
    public long Points { get; private set; }

    /// <summary>A point at which the output is not a number; null if there was none.</summary>
    public T[]? NotANumber { get; private set; }

    private bool IsEmpty => _grids.Any(grid => grid.IsEmpty);

    /// <summary>All kinds, some <paramref name="points"/> in all.</summary>
    public Attacks<T> All(int points) =>
        Uniform(points / 5).Magnitudes(points / 5).Corners(points / 10).Faces(points / 10).NearCorners(points / 10)
        .Ascend(Math.Max(1, points / 1000), points < 1000 ? 25 : 100).Around(points / 5);

    /// <summary>Uniformly distributed.</summary>
    public Attacks<T> Uniform(int points) => Each(points, (_, grid) => grid.Between(_random.NextDouble()));

    /// <summary>Uniform among the numbers of T, so that tiny and huge ones come up as often; and zeros, and middles.</summary>
    public Attacks<T> Magnitudes(int points) => Each(points, (_, grid) => _random.Next(8) switch
    {
        0 => grid.Nearest(0),
        1 => grid.Between(0.5),
        _ => grid.Number(_random.NextDouble()),
    });

    /// <summary>Corners: all of them if there are no more than that, else random ones.</summary>
    public Attacks<T> Corners(int points)
    {
        int inputs = _grids.Length;
        bool all = inputs < 20 && 1 << inputs <= points;
        int corner = 0;
        return Each(all ? 1 << inputs : points, (i, grid) =>
        {
            bool high = all ? (corner >> i & 1) == 1 : _random.Next(2) == 1;
            corner += i == inputs - 1 ? 1 : 0;
            return high ? grid.High : grid.Low;
        });
    }

    /// <summary>Each coordinate at one of its ends or between.</summary>
    public Attacks<T> Faces(int points) => Each(points, (_, grid) => _random.Next(3) switch
    {
        0 => grid.Low,
        1 => grid.High,
        _ => grid.Between(_random.NextDouble()),
    });

    /// <summary>At most three numbers of T from a corner.</summary>
    public Attacks<T> NearCorners(int points) => Each(points, (_, grid) =>
        _random.Next(2) == 0 ? grid.Step(grid.Low, _random.Next(4)) : grid.Step(grid.High, -_random.Next(4)));

    /// <summary>
    /// Around the best point so far, which moves on when it is beaten: a few numbers of T from it, or a share of the box that grows with
    /// success and shrinks without, for the ridges of rectifiers, where signs of gradients lead nowhere.
    /// </summary>
    public Attacks<T> Around(int points)
    {
        const int Together = 16;
        double share = 0.25;
        for (int left = Where.Length == 0 ? 0 : points; left > 0; left -= Together)
        {
            (T[] best, double before) = (Where, Greatest);
            Each(Math.Min(left, Together), (i, grid) => left / Together % 8 == 0
                ? grid.Step(best[i], _random.Next(-4, 5))
                : grid.Move(best[i], share * (2 * _random.NextDouble() - 1)));
            share = Greatest > before ? Math.Min(1, 2 * share) : share > 1e-15 ? 0.7 * share : 0.25;
        }

        return this;
    }

    /// <summary>Projected gradient ascent: steps along the signs of the gradient, shrinking to nothing; once to a corner.</summary>
    public Attacks<T> Ascend(int starts, int steps)
    {
        if (IsEmpty)
        {
            return this;
        }

        for (int left = starts; left > 0; left -= MostRows)
        {
            Climb(Math.Min(left, MostRows), steps);
        }

        return this;
    }

    private void Climb(int rows, int steps)
    {
        Slice<T> x = Slice<T>.Zeros(new Shape(rows, _grids.Length)), dx = Slice<T>.Zeros(x.Shape);
        for (int k = 0; k < x.Span.Length; k++)
        {
            x.Span[k] = _grids[k % _grids.Length].Between(_random.NextDouble());
        }

        var tape = new Tape<T> { MaxDegreeOfParallelism = 1 };
        Variable<T> y = _network.Apply(tape.Watch(x, dx)), aim = y.Column(_output) * T.CreateChecked(_sign);
        double shrink = Math.Pow(1e-12, 1.0 / steps);
        for (int step = 0; step <= steps; step++)
        {
            See(x, y.Value);
            tape.Backward(aim);
            for (int k = 0; k < x.Span.Length; k++)
            {
                double share = step == 0 && k / _grids.Length % 2 == 0 ? 1 : 0.5 * Math.Pow(shrink, step);
                double slope = double.CreateChecked(dx.Span[k]);
                x.Span[k] = _grids[k % _grids.Length].Move(x.Span[k], double.IsNaN(slope) ? 0 : share * Math.Sign(slope));
            }

            tape.Replay();
        }
    }

    private Attacks<T> Each(int points, Func<int, Grid<T>, T> coordinate)
    {
        for (int point = 0; point < points && !IsEmpty; point++)
        {
            for (int i = 0; i < _grids.Length; i++)
            {
                _points.Span[_waiting * _grids.Length + i] = coordinate(i, _grids[i]);
            }

            if (++_waiting == MostRows)
            {
                Evaluate();
            }
        }

        Evaluate();
        return this;
    }

    private void Evaluate()
    {
        Slice<T> x = _points.Rows(0, _waiting), y = _outputs.Rows(0, _waiting);
        _predictor.Predict(x.Matrix, y.Matrix);
        See(x, y.Matrix);
        _waiting = 0;
    }

    private void See(Slice<T> x, ReadOnlyMatrix<T> y)
    {
        Points += y.Rows;
        for (int row = 0; row < y.Rows; row++)
        {
            double value = _sign * double.CreateChecked(y[row, _output]);
            if (value > Greatest)
            {
                (Greatest, Where) = (value, x.Rows(row, 1).Span.ToArray());
            }

            NotANumber = double.IsNaN(value) ? x.Rows(row, 1).Span.ToArray() : NotANumber;
        }
    }
}
