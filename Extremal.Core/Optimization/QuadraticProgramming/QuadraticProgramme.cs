using Extremal.Kernels;
using Extremal.LinearAlgebra;

namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>
/// A small, dense, strictly convex quadratic programme: min gᵀd + ½ dᵀHd subject to low ≤ d ≤ high (the first n limits) and
/// low ≤ A d ≤ high (the others), by the dual active set method of Goldfarb and Idnani (Mathematical Programming 27, 1983). It begins with
/// the unconstrained minimum and makes violated constraints active one by one, so that it needs no feasible point. Equal limits are
/// equalities; redundant ones do no harm. Everything is allocated at construction.
/// </summary>
internal sealed class QuadraticProgramme
{
    /// <summary>A redundant constraint may be violated by this many times its tolerance, for rounding of those that span it.</summary>
    private const double Negligible = 1e4;

    /// <summary>With fewer unknowns a look at the deadline would cost more than a turn.</summary>
    private const int Large = 32;

    private readonly int _n;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly double[] _x;
    private readonly double[] _direction;
    private readonly QuadraticConstraints _constraints;
    private readonly ActiveConstraints _active;
    private readonly ActiveFactors _factors;
    private int _turnsLeft;

    /// <summary>Room for a programme of this many unknowns and rows.</summary>
    public QuadraticProgramme(int dimension, int rows)
    {
        (_n, Rows) = (dimension, rows);
        (_gradient, _x, _direction) = (new double[dimension], new double[dimension], new double[dimension]);
        _hessian = new double[dimension * dimension];
        (_constraints, _factors) = (new(dimension, rows), new(dimension));
        _active = new(_constraints, dimension);
    }

    /// <summary>m.</summary>
    public int Rows { get; }

    /// <summary>g.</summary>
    public Span<double> Gradient => _gradient;

    /// <summary>H, symmetric; read by <see cref="Factor"/>.</summary>
    public Span<double> Hessian => _hessian;

    /// <summary>n + m limits; −∞ for none.</summary>
    public double[] Low => _constraints.Low;

    /// <summary>n + m limits; +∞ for none.</summary>
    public double[] High => _constraints.High;

    /// <summary>How inexactly each of the limits is known: a violation up to that much is none.</summary>
    public double[] Rounding => _constraints.Rounding;

    /// <summary>d.</summary>
    public ReadOnlySpan<double> Step => _x;

    /// <summary>
    /// λ with g + H d = Σ λₖ nₖ over the constraints' normals: positive at a low limit, negative at a high one. It is the change of the
    /// minimum per unit of the limit.
    /// </summary>
    public ReadOnlySpan<double> Multipliers => _active.Multipliers;

    /// <summary>
    /// If infeasible: weights of the constraints whose normals add up to zero, positive at low limits and negative at high ones, such that
    /// the limits add up to more than zero (Farkas); all to rounding. Without any one of them there is a point that meets the others.
    /// </summary>
    public ReadOnlySpan<double> Farkas => _active.Farkas;

    /// <summary>Row i of A.</summary>
    public Span<double> Row(int i) => _constraints.Row(i);

    /// <summary>Takes in the Hessian, for all solutions until the next time; false if it is not positive definite.</summary>
    public bool Factor() => _factors.Factor(_hessian);

    /// <summary>Solves for the present gradient, rows and limits.</summary>
    public QuadraticStatus Solve()
    {
        Begin();
        QuadraticStatus status = QuadraticStatus.Solved;
        for (int k = 0; k < _constraints.Count && status == QuadraticStatus.Solved; k++)
        {
            if (_constraints.IsEquality(k))
            {
                status = Enforce(k, _constraints.Value(k, _x) <= Low[k] ? 1 : -1);
            }
        }

        // Corrected for rounding, the solution may violate what it just met; as a rule one round is all.
        for (int round = 0; round < 3 && status == QuadraticStatus.Solved; round++)
        {
            while (status == QuadraticStatus.Solved && _active.FindViolated(_x, 1, out int k, out int side))
            {
                status = Enforce(k, side);
            }

            Refine();
        }

        _active.Report();
        return status == QuadraticStatus.Solved && _active.FindViolated(_x, Negligible, out _, out _) ? QuadraticStatus.Stalled : status;
    }

    /// <summary>The unconstrained minimum −H⁻¹g, and nothing active.</summary>
    private void Begin()
    {
        _turnsLeft = 20 * _constraints.Count + 50;
        _constraints.Measure();
        _active.Clear();
        _factors.Clear();
        Array.Clear(_x);
        _factors.Weigh(_gradient);
        _factors.AddFree(-1, _x);
        _constraints.Reach(_x, anew: true);
    }

    /// <summary>Makes a constraint active that is violated, dropping others on the way whose multipliers come down to zero.</summary>
    private QuadraticStatus Enforce(int k, int side)
    {
        double u = 0;
        while (_turnsLeft-- > 0)
        {
            if (_n >= Large)
            {
                Deadline.Look();
            }

            double squares = Weigh(k, side);
            double growth = _factors.Direction(squares, _direction);
            _factors.Rates(_active.Rates);
            double missing = _constraints.Missing(k, side, _x);
            int drop = _active.FirstToVanish(out double dual);
            double full = growth > 0 ? missing / growth : double.PositiveInfinity;
            bool isMet = missing * _constraints.Norm(k) <= Negligible * _constraints.Tolerance(k);
            if (growth == 0 && (drop < 0 || isMet))
            {
                // The normals of the others span this one: either it holds with them, or never.
                return isMet ? _active.Settle(k) : _active.Contradict(k, side);
            }

            double step = Math.Min(full, dual);
            u += step;
            Vectors.Add(_x, growth > 0 ? step : 0, _direction);
            _active.Fall(step);
            _constraints.Reach(_x);
            if (full <= dual)
            {
                _active.Add(k, side, u);
                _factors.Add();
                return QuadraticStatus.Solved;
            }

            _active.Drop(drop);
            _factors.Drop(drop);
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
        Vectors.Scaled(Row(k - _n), side / _constraints.Norm(k), _direction);
        return _factors.Weigh(_direction);
    }

    /// <summary>
    /// Takes back the rounding of the steps, which may have begun far away: from the gradient along the active constraints, from the
    /// multipliers, and from what is between the active constraints and their limits. What is still violated then is not rounding.
    /// </summary>
    private void Refine()
    {
        for (int i = 0; i < _n; i++)
        {
            double slope = _gradient[i];
            for (int j = 0; j < _n; j++)
            {
                slope += _hessian[i * _n + j] * _x[j];
            }

            _direction[i] = slope;
        }

        _factors.Weigh(_direction);
        _factors.Rates(_active.Duals);
        _factors.AddFree(-1, _x);
        for (int place = 0; place < _active.Count; place++)
        {
            (int k, int side) = _active[place];
            _active.Rates[place] = _constraints.Missing(k, side, _x);
        }

        _factors.Correct(_active.Rates, _x);
        _active.Unsettle();
        for (int place = 0; place < _active.Count; place++)
        {
            (int k, int side) = _active[place];
            _active.Settle(k);
            if (k < _n)
            {
                _x[k] = _constraints.Limit(k, side);
            }
        }

        _constraints.Reach(_x, anew: true);
    }
}
