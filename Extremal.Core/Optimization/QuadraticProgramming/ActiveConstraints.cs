namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>
/// Which constraints are active, each at a place, at which limit (1 the low one, −1 the high one) and with which multiplier u ≥ 0; and
/// what they say at the end: multipliers, or that they contradict one more.
/// </summary>
internal sealed class ActiveConstraints(QuadraticConstraints constraints, int dimension)
{
    /// <summary>Below it a rate of change of a multiplier, of normals of length one, is rounding.</summary>
    private const double LeastRate = 1e-12;

    /// <summary>Below it the weight of a normal of length one in a contradiction is rounding.</summary>
    private const double LeastWeight = 1e-9;

    private readonly (int Constraint, int Side)[] _places = new (int, int)[dimension + 1];
    private readonly double[] _u = new double[dimension + 1];
    private readonly double[] _rates = new double[dimension + 1];

    // Whether a constraint is active, or holds while the active ones do.
    private readonly bool[] _isSettled = new bool[constraints.Count];
    private readonly double[] _multipliers = new double[constraints.Count];
    private readonly double[] _farkas = new double[constraints.Count];

    /// <summary>How many are active.</summary>
    public int Count { get; private set; }

    /// <summary>How fast each multiplier falls.</summary>
    public Span<double> Rates => _rates;

    /// <summary>u of each, for its normal of length one.</summary>
    public Span<double> Duals => _u;

    // See QuadraticProgramme.
    public ReadOnlySpan<double> Multipliers => _multipliers;

    public ReadOnlySpan<double> Farkas => _farkas;

    /// <summary>The constraint at a place, and its limit.</summary>
    public (int Constraint, int Side) this[int place] => _places[place];

    /// <summary>Makes none active.</summary>
    public void Clear()
    {
        Count = 0;
        Array.Clear(_isSettled);
    }

    /// <summary>
    /// The constraint that is violated most, as a distance, of those violated by more than this many tolerances; and at which limit.
    /// </summary>
    public bool FindViolated(ReadOnlySpan<double> x, double tolerances, out int found, out int side)
    {
        (found, side) = (-1, 0);
        double worst = 0;
        for (int k = 0; k < constraints.Count; k++)
        {
            if (_isSettled[k])
            {
                continue;
            }

            double value = constraints.Value(k, x);
            double excess = Math.Max(constraints.Low[k] - value, value - constraints.High[k]);
            if (excess > tolerances * constraints.Tolerance(k) && excess / constraints.Norm(k) > worst)
            {
                (found, side, worst) = (k, value < constraints.Low[k] ? 1 : -1, excess / constraints.Norm(k));
            }
        }

        return found >= 0;
    }

    /// <summary>Says that a constraint holds while the active ones do.</summary>
    public QuadraticStatus Settle(int k)
    {
        _isSettled[k] = true;
        return QuadraticStatus.Solved;
    }

    /// <summary>Lets none be settled.</summary>
    public void Unsettle() => Array.Clear(_isSettled);

    /// <summary>Makes one more active.</summary>
    public void Add(int k, int side, double u)
    {
        (_places[Count], _u[Count]) = ((k, side), u);
        _isSettled[k] = true;
        Count++;
    }

    /// <summary>Takes out the one at a place; those after it move up.</summary>
    public void Drop(int place)
    {
        _isSettled[_places[place].Constraint] = false;
        Count--;
        for (int i = place; i < Count; i++)
        {
            (_places[i], _u[i]) = (_places[i + 1], _u[i + 1]);
        }
    }

    /// <summary>The multipliers fall at their rates.</summary>
    public void Fall(double step)
    {
        for (int place = 0; place < Count; place++)
        {
            _u[place] -= step * _rates[place];
        }
    }

    /// <summary>The place of the inequality whose multiplier is the first to reach zero, and the step at which it does; −1 for
    /// none.</summary>
    public int FirstToVanish(out double step)
    {
        int first = -1;
        step = double.PositiveInfinity;
        for (int place = 0; place < Count; place++)
        {
            double u = Math.Max(_u[place], 0);
            if (_rates[place] > LeastRate && !constraints.IsEquality(_places[place].Constraint) && u / _rates[place] < step)
            {
                (first, step) = (place, u / _rates[place]);
            }
        }

        return first;
    }

    /// <summary>Makes the multipliers those of the active constraints.</summary>
    public void Report()
    {
        Array.Clear(_multipliers);
        for (int place = 0; place < Count; place++)
        {
            (int k, int side) = _places[place];
            double u = constraints.IsEquality(k) ? _u[place] : Math.Max(_u[place], 0);
            _multipliers[k] = side * u / constraints.Norm(k);
        }
    }

    /// <summary>
    /// The normal of a constraint is a combination of active ones, with negative weights for inequalities: so its limit cannot be reached
    /// while they hold (Farkas).
    /// </summary>
    public QuadraticStatus Contradict(int constraint, int side)
    {
        Array.Clear(_farkas);
        _farkas[constraint] = side / constraints.Norm(constraint);
        for (int place = 0; place < Count; place++)
        {
            (int k, int at) = _places[place];
            bool takesPart = constraints.IsEquality(k) ? Math.Abs(_rates[place]) > LeastWeight : _rates[place] < -LeastWeight;
            _farkas[k] = takesPart ? -_rates[place] * at / constraints.Norm(k) : 0;
        }

        return QuadraticStatus.Infeasible;
    }
}
