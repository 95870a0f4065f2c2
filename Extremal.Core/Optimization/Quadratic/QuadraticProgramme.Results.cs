namespace Extremal.Optimization.Quadratic;

// What is measured of the constraints, and what is reported at the end.
internal sealed partial class QuadraticProgramme
{
    /// <summary>The left side of constraint k.</summary>
    private double Value(int k)
    {
        if (k < _n)
        {
            return _x[k];
        }

        ReadOnlySpan<double> row = Row(k - _n);
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            sum += row[i] * _x[i];
        }

        return sum;
    }

    /// <summary>What rounding alone may put between a constraint that is met and its limit.</summary>
    private double Tolerance(int k) => 1e-14 * _norms[k] * _reach + Rounding[k];

    private void Reach()
    {
        foreach (double x in _x)
        {
            _reach = Math.Max(_reach, Math.Abs(x));
        }
    }

    /// <summary>
    /// The constraint that is violated most, as a distance, of those violated by more than this many tolerances; and at which limit.
    /// </summary>
    private bool FindViolated(double tolerances, out int found, out int side)
    {
        (found, side) = (-1, 0);
        double worst = 0;
        for (int k = 0; k < Low.Length; k++)
        {
            if (_isSettled[k])
            {
                continue;
            }

            double value = Value(k);
            double excess = Math.Max(Low[k] - value, value - High[k]);
            if (excess > tolerances * Tolerance(k) && excess / _norms[k] > worst)
            {
                (found, side, worst) = (k, value < Low[k] ? 1 : -1, excess / _norms[k]);
            }
        }

        return found >= 0;
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
        _factors.Rates(_u);
        _factors.AddFree(-1, _x);
        for (int place = 0; place < _factors.Count; place++)
        {
            (int k, int side) = _active[place];
            _rates[place] = side * ((side > 0 ? Low[k] : High[k]) - Value(k)) / _norms[k];
        }

        _factors.Correct(_rates, _x);
        Array.Clear(_isSettled);
        for (int place = 0; place < _factors.Count; place++)
        {
            (int k, int side) = _active[place];
            _isSettled[k] = true;
            if (k < _n)
            {
                _x[k] = side > 0 ? Low[k] : High[k];
            }
        }

        _reach = 0;
        Reach();
    }

    private void Report()
    {
        Array.Clear(_multipliers);
        for (int place = 0; place < _factors.Count; place++)
        {
            (int k, int side) = _active[place];
            double u = Low[k] == High[k] ? _u[place] : Math.Max(_u[place], 0);
            _multipliers[k] = side * u / _norms[k];
        }
    }

    /// <summary>
    /// The normal of the constraint is a combination of active ones, with negative weights for inequalities: so its limit cannot be reached
    /// while they hold (Farkas).
    /// </summary>
    private QuadraticStatus Contradict(int constraint, int side)
    {
        Array.Clear(_farkas);
        _farkas[constraint] = side / _norms[constraint];
        _conflict[_conflicts++] = side > 0 ? constraint : ~constraint;
        for (int place = 0; place < _factors.Count; place++)
        {
            (int k, int at) = _active[place];
            bool takesPart = Low[k] == High[k] ? Math.Abs(_rates[place]) > LeastWeight : _rates[place] < -LeastWeight;
            _farkas[k] = takesPart ? -_rates[place] * at / _norms[k] : 0;
            if (Math.Abs(_rates[place]) > 1e-9)
            {
                // An equality may push either way.
                _conflict[_conflicts++] = at > 0 == _rates[place] < 0 ? k : ~k;
            }
        }

        return QuadraticStatus.Infeasible;
    }
}
