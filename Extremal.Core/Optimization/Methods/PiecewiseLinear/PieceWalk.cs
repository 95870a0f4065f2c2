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
internal sealed class PieceWalk
{
    private readonly PieceDomain _domain;
    private readonly PieceLine _line;
    private readonly PieceSurvey _survey;
    private readonly double[] _direction;
    private readonly double[] _before;
    private readonly double[] _trialGradient;
    private double _farthest;
    private int _mostLines;
    private double _firstStep;
    private double _step;
    private double _reach;
    private int _hit;

    public PieceWalk(PieceDomain domain)
    {
        int n = domain.Dimension;
        (_domain, Point, _line) = (domain, new PiecePoint(domain), new PieceLine(n));
        _survey = new PieceSurvey(domain, Point);
        (Trial, _direction, _before, _trialGradient) = (new double[n], new double[n], new double[n], new double[n]);
    }

    public WalkState State { get; private set; }

    public PiecePoint Point { get; }

    private double[] Y => Point.Y;

    private ActiveSet Active => Point.Active;

    /// <summary>The point that was evaluated last in state Point or Line.</summary>
    public double[] Trial { get; }

    public double TrialValue { get; private set; }

    /// <summary>Whether <see cref="Trial"/> is the point of the last results.</summary>
    public bool Tried { get; private set; }

    /// <summary>Norm of the gradient's part along the face.</summary>
    public double FaceNorm { get; private set; }

    /// <summary>Searches of a line that were begun.</summary>
    public int Lines { get; private set; }

    public bool IsOver => State >= WalkState.Stationary;

    /// <summary>Begins at Y, which is feasible, with what the active set holds.</summary>
    /// <param name="delta">How far from the point a survey looks.</param>
    /// <param name="firstStep">The first trial along the first line; it is no nearer than a survey looks.</param>
    /// <param name="farthest">The longest step.</param>
    /// <param name="mostLines">How many lines may be searched.</param>
    public void Begin(double delta, double firstStep, double farthest, int mostLines)
    {
        (State, Lines, _survey.HasNewKink) = (WalkState.Point, 0, false);
        _firstStep = Math.Max(firstStep, delta);
        (_step, _farthest, _mostLines) = (_firstStep, farthest, mostLines);
        _direction.AsSpan().Clear();
        Point.Begin(delta);
    }

    /// <summary>Goes on from where a probe found lower ground, with the kinks and bounds that the probe had met.</summary>
    public void Adopt(PieceWalk probe)
    {
        Point.Adopt(probe.Trial, probe.TrialValue, probe._trialGradient, probe.Active);
        _direction.AsSpan().Clear();
        _survey.HasNewKink = false;
        SurveyOrAim();
    }

    /// <summary>Writes the points that it wants evaluated; returns how many.</summary>
    public int Fill(Span<double> rows)
    {
        if (State == WalkState.Survey)
        {
            return _survey.Fill(rows, Math.Min(4 * Point.Delta, _line.At / 2), _direction);
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
    public int Wanted => State == WalkState.Survey ? _survey.Wanted : 1;

    /// <summary>Takes the results for the points asked for.</summary>
    public void Take(ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients)
    {
        Tried = State != WalkState.Survey;
        if (State == WalkState.Survey)
        {
            _survey.Take(points, values, gradients, _line.Right);
            Aim();
            return;
        }

        TrialValue = values[0];
        gradients[..Y.Length].CopyTo(_trialGradient);
        if (State == WalkState.Point)
        {
            _trialGradient.CopyTo(Point.Gradient, 0);
            Point.Stand(values[0]);
            Point.Judge();
            SurveyOrAim();
        }
        else if (_line.Take(values[0], Vectors.Dot(gradients, _direction), gradients))
        {
            Arrive();
        }
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

    // Chooses the direction: the projected gradient downhill, along the bounds and rows that it would break.
    private void Aim()
    {
        Point.Judge();
        double level = Math.Max(_domain.Tolerance, _domain.Flat * Point.GradientNorm);
        for (int attempt = 0; attempt <= Y.Length + _domain.Rows.Count; attempt++)
        {
            Vectors.Scaled(Point.Gradient, -1, _direction);
            Active.Project(_direction);
            FaceNorm = Vectors.Norm(_direction);
            if (FaceNorm <= level)
            {
                State = WalkState.Stationary;
                return;
            }

            Vectors.Scaled(_direction, 1 / FaceNorm, _direction);
            int blocking = _domain.Blocks(Y, _direction, Active);
            if (blocking < 0)
            {
                BeginLine();
                return;
            }

            _domain.Activate(blocking, Active);
        }

        State = WalkState.Stuck;
    }

    private void BeginLine()
    {
        double reach = _domain.Reach(Y, _direction, Active, out _hit);
        (_reach, _hit) = reach <= _farthest ? (reach, _hit) : (_farthest, -1);
        _line.Begin(Point.Value, -FaceNorm, Point.Gradient, _reach, _step, Point.Noise);
        State = WalkState.Line;
    }

    // Goes to where the line search ended, and notes what stopped it.
    private void Arrive()
    {
        Y.CopyTo(_before, 0);
        Lines++;
        Vectors.Add(Y, _line.At, _direction);
        Land(Y);
        bool moved = !Y.AsSpan().SequenceEqual(_before);
        Point.Stand(_line.Value);
        _step = Math.Clamp(1.5 * _line.At, 4 * Point.Delta, 4 * _firstStep);
        _line.Left.CopyTo(Point.Gradient);
        _survey.HasNewKink = _line.FoundKink;

        // A way to a limit that is so short that no value tells its ends apart leads nowhere: the point is at the limit.
        bool isAsGoodAsThere = !moved && FaceNorm * _reach <= Point.Noise;
        if (_hit >= 0 && (_line.Reached || isAsGoodAsThere))
        {
            _domain.Activate(_hit, Active);
        }

        if (Lines >= _mostLines || (!moved && !_line.FoundKink && !isAsGoodAsThere) || (_line.Reached && _hit < 0))
        {
            State = WalkState.Stuck;
        }
        else if (Active.Kinks > 0)
        {
            State = WalkState.Survey;
        }
        else
        {
            _survey.Keep(Point.Gradient, _line.Right);
            Aim();
        }
    }

    private void Land(Span<double> point)
    {
        _domain.Settle(point, Active);
        if (_line.At >= _reach)
        {
            _domain.Snap(point, _hit);
        }
    }
}
