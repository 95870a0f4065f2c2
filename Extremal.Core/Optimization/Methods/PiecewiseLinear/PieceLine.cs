namespace Extremal.Optimization.Methods;

/// <summary>
/// Search along a direction for a minimum of a function that is linear by pieces. Each evaluation gives a line; where the line that falls
/// from the left end meets the one that rises to the right end is the next trial, and if the function is there what both lines say, the
/// trial is the kink between the two pieces, exact to rounding. Otherwise the trial shows another piece, of which there are finitely
/// many.
/// </summary>
internal sealed class PieceLine(int dimension)
{
    private const int MostTrials = 40;

    private readonly double[] _leftGradient = new double[dimension];
    private readonly double[] _rightGradient = new double[dimension];
    private readonly double[] _bestGradient = new double[dimension];
    private double _left;
    private double _leftValue;
    private double _leftSlope;
    private double _right;
    private double _rightValue;
    private double _rightSlope;
    private double _predicted;
    private double _step;
    private double _reach;
    private double _noise;
    private double _best;
    private double _bestValue;
    private int _trials;
    private bool _isBracketed;

    /// <summary>The next trial; when the search is over, where it ended. It is never higher there than where it began.</summary>
    public double At { get; private set; }

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>Whether it ended on a kink, whose pieces have the gradients <see cref="Left"/> and <see cref="Right"/>.</summary>
    public bool FoundKink { get; private set; }

    /// <summary>Whether it fell all the way to its reach.</summary>
    public bool Reached { get; private set; }

    /// <summary>Gradient of the piece that leads down to the end.</summary>
    public ReadOnlySpan<double> Left => _leftGradient;

    /// <summary>Gradient of the piece behind the end.</summary>
    public ReadOnlySpan<double> Right => _rightGradient;

    public void Begin(double value, double slope, ReadOnlySpan<double> gradient, double reach, double step, double noise)
    {
        (_left, _leftValue, _leftSlope, _best, _bestValue) = (0, value, slope, 0, value);
        gradient.CopyTo(_leftGradient);
        gradient.CopyTo(_bestGradient);
        (_step, _reach, _noise, _trials) = (step, reach, noise, 0);
        (_isBracketed, FoundKink, Reached, _predicted) = (false, false, false, double.NaN);
        At = Math.Min(step, reach);
    }

    /// <summary>Takes the results for the trial; whether the search is over.</summary>
    public bool Take(double value, double slope, ReadOnlySpan<double> gradient)
    {
        if (value < _bestValue)
        {
            (_best, _bestValue) = (At, value);
            gradient.CopyTo(_bestGradient);
        }

        if (Math.Abs(value - _predicted) <= _noise)
        {
            return value <= _leftValue ? Over(At, value, true) : Over(_left, _leftValue, true);
        }

        if (slope < 0 && value <= _leftValue)
        {
            (_left, _leftValue, _leftSlope) = (At, value, slope);
            gradient.CopyTo(_leftGradient);
            if (At >= _reach)
            {
                Reached = true;
                return Over(At, value, false);
            }
        }
        else
        {
            (_right, _rightValue, _rightSlope, _isBracketed) = (At, value, slope, true);
            gradient.CopyTo(_rightGradient);
        }

        return Next();
    }

    private bool Next()
    {
        _predicted = double.NaN;
        if (++_trials >= MostTrials)
        {
            return Over(_left, _leftValue, _isBracketed && _rightSlope >= 0);
        }

        if (!_isBracketed)
        {
            _step *= 4;
            At = Math.Min(_left + _step, _reach);
            return false;
        }

        double middle = _left + (_right - _left) / 2;
        if (middle <= _left || middle >= _right)
        {
            return Over(_left, _leftValue, _rightSlope >= 0);
        }

        if (_rightSlope < 0 || _trials % 5 == 4)
        {
            At = middle;
            return false;
        }

        return Cross(middle);
    }

    private bool Cross(double middle)
    {
        double fallen = _leftValue + _leftSlope * (_right - _left);
        if (Math.Abs(_rightValue - fallen) <= _noise && _rightValue <= _leftValue)
        {
            return Over(_right, _rightValue, true);
        }

        double cross = _left + (_rightValue - _leftValue - _rightSlope * (_right - _left)) / (_leftSlope - _rightSlope);
        if (cross <= _left)
        {
            return Over(_left, _leftValue, true);
        }

        At = cross < _right ? cross : middle;
        _predicted = cross < _right ? _leftValue + _leftSlope * (cross - _left) : double.NaN;
        return false;
    }

    // Between several minima the search may have come to one that is higher than a trial; then it ends at that, and another search begins
    // there.
    private bool Over(double at, double value, bool kink)
    {
        (At, Value, FoundKink) = (at, value, kink && _isBracketed);
        if (value > _bestValue + _noise)
        {
            (At, Value, FoundKink, Reached) = (_best, _bestValue, false, false);
            _bestGradient.CopyTo(_leftGradient, 0);
        }

        return true;
    }
}
