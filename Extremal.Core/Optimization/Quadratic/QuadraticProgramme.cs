using Extremal.Kernels;

namespace Extremal.Optimization.Quadratic;

/// <summary>
/// A small, dense, strictly convex quadratic programme: min gᵀd + ½ dᵀHd subject to low ≤ d ≤ high (the first n limits) and
/// low ≤ A d ≤ high (the others), by the dual active set method of Goldfarb and Idnani (Mathematical Programming 27, 1983). It begins with
/// the unconstrained minimum and makes violated constraints active one by one, so that it needs no feasible point. Equal limits are
/// equalities; redundant ones do no harm. Everything is allocated at construction.
/// </summary>
internal sealed partial class QuadraticProgramme
{
    /// <summary>Below it a rate of change of a multiplier, of normals of length one, is rounding.</summary>
    private const double LeastRate = 1e-12;

    /// <summary>A redundant constraint may be violated by this many times its tolerance, for rounding of those that span it.</summary>
    private const double Negligible = 1e4;

    /// <summary>Below it the weight of a normal of length one in a contradiction is rounding.</summary>
    private const double LeastWeight = 1e-9;

    /// <summary>With fewer unknowns a look at the deadline would cost more than a turn.</summary>
    private const int Large = 32;

    private readonly int _n;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly double[] _rows;
    private readonly double[] _norms;
    private readonly ActiveFactors _factors;
    private readonly double[] _x;
    private readonly double[] _direction;
    private readonly double[] _rates;
    private readonly double[] _multipliers;
    private readonly double[] _farkas;
    private readonly int[] _conflict;

    /// <summary>The constraint at each place of the active set, the limit that is met (1 the low one, −1 the high one) and u ≥ 0.</summary>
    private readonly (int Constraint, int Side)[] _active;
    private readonly double[] _u;
    private readonly bool[] _isSettled;
    private int _turnsLeft;
    private int _conflicts;
    private double _reach;

    /// <summary>Room for a programme of this many unknowns and rows.</summary>
    public QuadraticProgramme(int dimension, int rows)
    {
        (_n, Rows) = (dimension, rows);
        (_gradient, _x, _direction) = (new double[dimension], new double[dimension], new double[dimension]);
        (_hessian, _rows) = (new double[dimension * dimension], new double[rows * dimension]);
        (_norms, _multipliers, _farkas) = (new double[dimension + rows], new double[dimension + rows], new double[dimension + rows]);
        (Low, High, Rounding) = (new double[dimension + rows], new double[dimension + rows], new double[dimension + rows]);
        (_rates, _u, _active) = (new double[dimension + 1], new double[dimension + 1], new (int, int)[dimension + 1]);
        (_conflict, _isSettled) = (new int[dimension + 1], new bool[dimension + rows]);
        _factors = new(dimension);
    }

    /// <summary>m.</summary>
    public int Rows { get; }

    /// <summary>g.</summary>
    public Span<double> Gradient => _gradient;

    /// <summary>H, symmetric; read by <see cref="Factor"/>.</summary>
    public Span<double> Hessian => _hessian;

    /// <summary>n + m limits; −∞ for none.</summary>
    public double[] Low { get; }

    /// <summary>n + m limits; +∞ for none.</summary>
    public double[] High { get; }

    /// <summary>How inexactly each of the limits is known: a violation up to that much is none.</summary>
    public double[] Rounding { get; }

    /// <summary>d.</summary>
    public ReadOnlySpan<double> Step => _x;

    /// <summary>
    /// λ with g + H d = Σ λₖ nₖ over the constraints' normals: positive at a low limit, negative at a high one. It is the change of the
    /// minimum per unit of the limit.
    /// </summary>
    public ReadOnlySpan<double> Multipliers => _multipliers;

    /// <summary>
    /// If infeasible: constraints that no point meets together, though it would without any one of them; k for the low limit of constraint
    /// k, ~k for its high one.
    /// </summary>
    public ReadOnlySpan<int> Conflict => _conflict.AsSpan(0, _conflicts);

    /// <summary>
    /// If infeasible: weights of the constraints whose normals add up to zero, positive at low limits and negative at high ones, such that
    /// the limits add up to more than zero (Farkas); all to rounding.
    /// </summary>
    public ReadOnlySpan<double> Farkas => _farkas;

    /// <summary>Row i of A.</summary>
    public Span<double> Row(int i) => _rows.AsSpan(i * _n, _n);

    /// <summary>Takes in the Hessian, for all solutions until the next time; false if it is not positive definite.</summary>
    public bool Factor() => _factors.Factor(_hessian);

    /// <summary>Solves for the present gradient, rows and limits.</summary>
    public QuadraticStatus Solve()
    {
        Begin();
        QuadraticStatus status = QuadraticStatus.Solved;
        for (int k = 0; k < Low.Length && status == QuadraticStatus.Solved; k++)
        {
            if (Low[k] == High[k])
            {
                status = Enforce(k, Value(k) <= Low[k] ? 1 : -1);
            }
        }

        // Corrected for rounding, the solution may violate what it just met; as a rule one round is all.
        for (int round = 0; round < 3 && status == QuadraticStatus.Solved; round++)
        {
            while (status == QuadraticStatus.Solved && FindViolated(1, out int k, out int side))
            {
                status = Enforce(k, side);
            }

            Refine();
        }

        Report();
        return status == QuadraticStatus.Solved && FindViolated(Negligible, out _, out _) ? QuadraticStatus.Stalled : status;
    }

    /// <summary>The unconstrained minimum −H⁻¹g, and nothing active.</summary>
    private void Begin()
    {
        (_turnsLeft, _conflicts, _reach) = (20 * Low.Length + 50, 0, 0);
        Array.Clear(_isSettled);
        _norms.AsSpan(0, _n).Fill(1);
        for (int i = 0; i < Rows; i++)
        {
            double squares = 0;
            foreach (double a in Row(i))
            {
                squares += a * a;
            }

            _norms[_n + i] = squares > 0 ? Math.Sqrt(squares) : 1;
        }

        Array.Clear(_x);
        _factors.Clear();
        _factors.Weigh(_gradient);
        _factors.AddFree(-1, _x);
        Reach();
    }

    /// <summary>Makes a constraint active that is violated, dropping others on the way whose multipliers come down to zero.</summary>
    private QuadraticStatus Enforce(int k, int side)
    {
        double limit = side > 0 ? Low[k] : High[k];
        double u = 0;
        while (_turnsLeft-- > 0)
        {
            if (_n >= Large)
            {
                Deadline.Look();
            }

            double squares = Weigh(k, side);
            double growth = _factors.Direction(squares, _direction);
            _factors.Rates(_rates);
            double missing = side * (limit - Value(k)) / _norms[k];
            int drop = FirstToVanish(out double dual);
            double full = growth > 0 ? missing / growth : double.PositiveInfinity;
            if (growth == 0 && (drop < 0 || missing * _norms[k] <= Negligible * Tolerance(k)))
            {
                // The normals of the others span this one: either it holds with them, or never.
                _isSettled[k] = missing * _norms[k] <= Negligible * Tolerance(k);
                return _isSettled[k] ? QuadraticStatus.Solved : Contradict(k, side);
            }

            double step = Math.Min(full, dual);
            u += step;
            Move(growth > 0 ? step : 0, step);
            if (full <= dual)
            {
                (_active[_factors.Count], _u[_factors.Count]) = ((k, side), u);
                _isSettled[k] = true;
                _factors.Add();
                return QuadraticStatus.Solved;
            }

            Drop(drop);
        }

        return QuadraticStatus.Stalled;
    }

    private double Weigh(int k, int side)
    {
        if (k < _n)
        {
            return _factors.WeighAxis(k, side);
        }

        // The direction is overwritten next, so it can hold the normal.
        double factor = side / _norms[k];
        ReadOnlySpan<double> row = Row(k - _n);
        for (int i = 0; i < row.Length; i++)
        {
            _direction[i] = factor * row[i];
        }

        return _factors.Weigh(_direction);
    }

    private void Move(double primal, double dual)
    {
        for (int i = 0; i < _x.Length; i++)
        {
            _x[i] += primal * _direction[i];
        }

        for (int place = 0; place < _factors.Count; place++)
        {
            _u[place] -= dual * _rates[place];
        }

        Reach();
    }

    /// <summary>The active inequality whose multiplier is the first to reach zero, and the step at which it does; −1 for none.</summary>
    private int FirstToVanish(out double step)
    {
        int first = -1;
        step = double.PositiveInfinity;
        for (int place = 0; place < _factors.Count; place++)
        {
            int k = _active[place].Constraint;
            if (_rates[place] > LeastRate && Low[k] != High[k] && Math.Max(_u[place], 0) / _rates[place] < step)
            {
                (first, step) = (place, Math.Max(_u[place], 0) / _rates[place]);
            }
        }

        return first;
    }

    private void Drop(int place)
    {
        _isSettled[_active[place].Constraint] = false;
        _factors.Drop(place);
        for (int i = place; i < _factors.Count; i++)
        {
            (_active[i], _u[i]) = (_active[i + 1], _u[i + 1]);
        }
    }
}
