using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>Directions and searches along them.</summary>
internal sealed partial class PieceWalk
{
    private readonly double[] _trialGradient;
    private double _reach;
    private int _hit;

    /// <summary>A slope of this share of the gradient is rounding: normals are known to ulp · ‖gradient‖ / ‖jump‖.</summary>
    private double Flat => _domain.Flat * GradientNorm;

    private double GradientNorm { get; set; }

    // Chooses the direction: the projected gradient downhill, along the bounds and rows that it would break.
    private void Aim()
    {
        Judge();
        for (int attempt = 0; attempt <= Y.Length + _domain.Rows; attempt++)
        {
            Vectors.Scaled(Gradient, -1, _direction);
            Active.Project(_direction);
            FaceNorm = Vectors.Norm(_direction);
            if (FaceNorm <= Math.Max(_domain.Tolerance, Flat))
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
        _line.Begin(Value, -FaceNorm, Gradient, _reach, _step, Noise);
        State = WalkState.Line;
    }

    // Goes to where the line search ended, and notes what stopped it.
    private void Arrive()
    {
        Y.CopyTo(_corner, 0);
        Lines++;
        Vectors.Add(Y, _line.At, _direction);
        Land(Y);
        bool moved = !Y.AsSpan().SequenceEqual(_corner);
        Stand(_line.Value);
        _step = Math.Clamp(1.5 * _line.At, 4 * Delta, 4 * _firstStep);
        _line.Left.CopyTo(Gradient);
        _hasNewKink = _line.FoundKink;

        // A way to a limit that is so short that no value tells its ends apart leads nowhere: the point is at the limit.
        bool isAsGoodAsThere = !moved && FaceNorm * _reach <= Noise;
        if (_hit >= 0 && (_line.Reached || isAsGoodAsThere))
        {
            _domain.Activate(_hit, Active);
        }

        if (Lines >= _mostLines || (!moved && !_hasNewKink && !isAsGoodAsThere) || (_line.Reached && _hit < 0))
        {
            State = WalkState.Stuck;
        }
        else if (Active.Kinks > 0)
        {
            State = WalkState.Survey;
        }
        else
        {
            KeepNewKink(Gradient, _line.Right);
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

    // What rounding does to a value here: the objective adds up numbers as large as itself and as its slopes times the coordinates, of
    // which a coordinate near zero does not tell how large they were.
    private void Judge()
    {
        double sum = 0, square = 0;
        for (int j = 0; j < Y.Length; j++)
        {
            sum += Math.Abs(Gradient[j]) * Math.Max(1, Math.Abs(Y[j]));
            square += Gradient[j] * Gradient[j];
        }

        GradientNorm = Math.Sqrt(square);
        Noise = Math.Max(Noise, 16 * _domain.Ulp * (Math.Abs(Value) + sum));
    }
}
