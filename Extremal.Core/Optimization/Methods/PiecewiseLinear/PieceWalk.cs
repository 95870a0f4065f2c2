using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>What a walk is about to ask for, or how it ended.</summary>
internal enum WalkState
{
    /// <summary>The value and gradient where it stands.</summary>
    Point,

    /// <summary>The pieces around the kinks that it keeps to.</summary>
    Survey,

    /// <summary>A trial along its direction.</summary>
    Line,

    /// <summary>No direction along the face falls.</summary>
    Stationary,

    /// <summary>It ran into its limit, or a direction that should fall did not.</summary>
    Stuck,
}

/// <summary>
/// Descent over the faces of a function that is linear by pieces: along the projected gradient to a minimum of the line, which is a kink
/// or a bound; then within it along the projected gradient again, until no direction of the face falls. A walk may be a probe: then it
/// keeps to a slice, a plane near a point, and goes no farther than a limit.
/// </summary>
internal sealed partial class PieceWalk
{
    private readonly PieceDomain _domain;
    private readonly PieceLine _line;
    private readonly double[] _direction;
    private double _farthest;
    private int _mostLines;
    private double _firstStep;
    private double _step;
    private bool _hasNewKink;

    public PieceWalk(PieceDomain domain)
    {
        int n = domain.Dimension;
        (_domain, Active) = (domain, new ActiveSet(n, n + domain.Rows + 2));
        _line = new PieceLine(n);
        (Y, Trial, Gradient, _direction, Found) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        (_ray, _jump, _corner, _trialGradient) = (new double[n], new double[n], new double[n], new double[n]);
        _misfits = new double[Active.Capacity];
        _gone = new bool[Active.Capacity];
    }

    public WalkState State { get; private set; }

    public ActiveSet Active { get; }

    /// <summary>Where it stands: at <see cref="Found"/>, or where that has been corrected to.</summary>
    public double[] Y { get; }

    /// <summary>The point that was evaluated last in state Point or Line.</summary>
    public double[] Trial { get; }

    public double TrialValue { get; private set; }

    /// <summary>Whether <see cref="Trial"/> is the point of the last results.</summary>
    public bool Tried { get; private set; }

    /// <summary>The point evaluated last at which it stood.</summary>
    public double[] Found { get; }

    public double FoundValue { get; private set; }

    public double Value { get; private set; }

    /// <summary>The gradient of a piece that meets in Y.</summary>
    public double[] Gradient { get; }

    /// <summary>Norm of the gradient's part along the face.</summary>
    public double FaceNorm { get; private set; }

    /// <summary>Searches of a line that were begun.</summary>
    public int Lines { get; private set; }

    public bool IsOver => State >= WalkState.Stationary;

    /// <summary>Rounding errors of values are below this.</summary>
    public double Noise { get; private set; }

    /// <summary>How far from Y the survey looks.</summary>
    public double Delta { get; private set; }

    /// <summary>Begins at Y, which is feasible, with what the active set holds.</summary>
    /// <param name="delta">How far from the point a survey looks.</param>
    /// <param name="firstStep">The first trial along the first line; it is no nearer than a survey looks.</param>
    /// <param name="farthest">The longest step.</param>
    /// <param name="mostLines">How many lines may be searched.</param>
    public void Begin(double delta, double firstStep, double farthest, int mostLines)
    {
        _mostLines = mostLines;
        Noise = 0;
        (State, Lines, _hasNewKink) = (WalkState.Point, 0, false);
        _firstStep = Math.Max(firstStep, delta);
        (Delta, _step, _farthest) = (delta, _firstStep, farthest);
        _direction.AsSpan().Clear();
        _domain.Settle(Y, Active);
    }

    /// <summary>Goes on from where a probe found lower ground, with the kinks and bounds that the probe had met.</summary>
    public void Adopt(PieceWalk probe)
    {
        probe.Trial.CopyTo(Y, 0);
        Stand(probe.TrialValue);
        probe._trialGradient.CopyTo(Gradient, 0);
        Active.CopyFrom(probe.Active);
        for (int i = Active.Count - 1; i >= 0; i--)
        {
            if (Active.Kind(i) == Hold.Slice)
            {
                Active.RemoveAt(i);
            }
        }

        for (int j = 0; j < Y.Length; j++)
        {
            Active.Freeze(j, probe.Active.IsFrozen(j) && (_domain.IsFixed(j) || Y[j] == _domain.Lower[j] || Y[j] == _domain.Upper[j]));
        }

        Active.Rebuild();
        _direction.AsSpan().Clear();
        _hasNewKink = false;
        SurveyOrAim();
    }

    /// <summary>Takes the value in Y, where corrections had moved it; if it is higher, the point before was as good.</summary>
    public void Settled(double value)
    {
        if (value <= FoundValue)
        {
            Stand(value);
        }
    }

    /// <summary>Writes the points that it wants evaluated; returns how many.</summary>
    public int Fill(Span<double> rows)
    {
        if (State == WalkState.Survey)
        {
            return FillSurvey(rows);
        }

        if (State == WalkState.Line)
        {
            Y.CopyTo(Trial, 0);
            Vectors.Add(Trial, _line.At, _direction);
            Land(Trial);
        }
        else
        {
            Y.CopyTo(Trial, 0);
        }

        Trial.CopyTo(rows);
        return 1;
    }

    /// <summary>Number of points that <see cref="Fill"/> writes.</summary>
    public int Wanted => State == WalkState.Survey ? 1 + Active.Kinks + (_hasNewKink ? 1 : 0) : 1;

    /// <summary>Takes the results for the points asked for.</summary>
    public void Take(ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients)
    {
        Tried = State != WalkState.Survey;
        if (State == WalkState.Survey)
        {
            TakeSurvey(points, values, gradients);
            Aim();
            return;
        }

        TrialValue = values[0];
        gradients[..Y.Length].CopyTo(_trialGradient);
        if (State == WalkState.Point)
        {
            gradients[..Y.Length].CopyTo(Gradient);
            Stand(values[0]);
            Judge();
            SurveyOrAim();
        }
        else if (_line.Take(values[0], Vectors.Dot(gradients, _direction), gradients))
        {
            Arrive();
        }
    }

    private void Stand(double value)
    {
        Y.CopyTo(Found, 0);
        (Value, FoundValue) = (value, value);
    }

    private void SurveyOrAim()
    {
        if (Active.Kinks > 0)
        {
            State = WalkState.Survey;
        }
        else
        {
            Aim();
        }
    }
}
