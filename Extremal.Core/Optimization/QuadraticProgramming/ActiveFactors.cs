using Extremal.LinearAlgebra;

namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>
/// What Goldfarb and Idnani keep of the Hessian H = L Lᵀ and of the normals N of the active constraints: J = L⁻ᵀQ and the triangle R, where
/// Q is orthogonal and JᵀN = [R; 0]. The first columns of J span the normals in the metric of H, the others move along the constraints.
/// </summary>
internal sealed class ActiveFactors(int dimension)
{
    /// <summary>The sine of the angle, in the metric of H⁻¹, below which a normal counts as one that the active ones span.</summary>
    private const double LeastAngle = 1e-10;

    /// <summary>L⁻¹, which is Jᵀ while nothing is active.</summary>
    private readonly double[] _inverse = new double[dimension * dimension];

    /// <summary>Jᵀ: each column of J is contiguous.</summary>
    private readonly double[] _j = new double[dimension * dimension];

    private readonly double[] _r = new double[dimension * dimension];
    private readonly double[] _weights = new double[dimension];

    /// <summary>Number of active constraints.</summary>
    public int Count { get; private set; }

    /// <summary>Factors a positive definite H; false if it is not, to rounding. Then nothing else may be asked.</summary>
    public bool Factor(ReadOnlySpan<double> hessian) => Cholesky.TryInvertFactor(hessian, dimension, _r, _inverse);

    /// <summary>Makes no constraint active.</summary>
    public void Clear()
    {
        _inverse.CopyTo(_j, 0);
        Count = 0;
    }

    /// <summary>Sets the weights to Jᵀ times a vector, and returns their squared length.</summary>
    public double Weigh(ReadOnlySpan<double> vector)
    {
        double squares = 0;
        for (int k = 0; k < dimension; k++)
        {
            _weights[k] = Vectors.Dot(Column(k), vector);
            squares += _weights[k] * _weights[k];
        }

        return squares;
    }

    /// <summary>The same for the vector with a single entry.</summary>
    public double WeighAxis(int axis, double entry)
    {
        double squares = 0;
        for (int k = 0; k < dimension; k++)
        {
            _weights[k] = entry * _j[k * dimension + axis];
            squares += _weights[k] * _weights[k];
        }

        return squares;
    }

    /// <summary>
    /// z = J₂J₂ᵀn for the normal n that was weighed: the way along the active constraints on which nᵀx grows fastest in the metric of H.
    /// </summary>
    /// <param name="squares">What weighing returned.</param>
    /// <param name="direction">Becomes z.</param>
    /// <returns>nᵀz; zero if the active normals span n.</returns>
    public double Direction(double squares, Span<double> direction)
    {
        double growth = 0;
        direction.Clear();
        for (int k = Count; k < dimension; k++)
        {
            growth += _weights[k] * _weights[k];
            AddColumn(k, _weights[k], direction);
        }

        return growth > LeastAngle * LeastAngle * squares ? growth : 0;
    }

    /// <summary>r = R⁻¹J₁ᵀn: how fast the multipliers of the active constraints fall while that of the weighed normal grows.</summary>
    public void Rates(Span<double> rates)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            double left = _weights[i];
            for (int k = i + 1; k < Count; k++)
            {
                left -= _r[i * dimension + k] * rates[k];
            }

            rates[i] = left / _r[i * dimension + i];
        }
    }

    /// <summary>Adds the step of least length in the metric of H that changes Nᵀx by e; overwrites e.</summary>
    public void Correct(Span<double> e, Span<double> x)
    {
        for (int i = 0; i < Count; i++)
        {
            for (int k = 0; k < i; k++)
            {
                e[i] -= _r[k * dimension + i] * e[k];
            }

            e[i] /= _r[i * dimension + i];
        }

        for (int i = 0; i < Count; i++)
        {
            AddColumn(i, e[i], x);
        }
    }

    /// <summary>
    /// Adds J₂J₂ᵀv times a factor, for the v that was weighed: the part of H⁻¹v along the active constraints, all of it if there are none.
    /// </summary>
    public void AddFree(double factor, Span<double> x)
    {
        for (int k = Count; k < dimension; k++)
        {
            AddColumn(k, factor * _weights[k], x);
        }
    }

    /// <summary>Makes the weighed normal the last active one.</summary>
    public void Add()
    {
        for (int k = dimension - 1; k > Count; k--)
        {
            var rotation = GivensRotation.Of(_weights[k - 1], _weights[k], out _weights[k - 1]);
            rotation.Apply(Column(k - 1), Column(k));
        }

        for (int i = 0; i <= Count; i++)
        {
            _r[i * dimension + Count] = _weights[i];
        }

        Count++;
    }

    /// <summary>Takes out the active constraint at a place; those after it move up.</summary>
    public void Drop(int place)
    {
        Count--;
        for (int i = place; i < Count; i++)
        {
            for (int row = 0; row <= i + 1; row++)
            {
                _r[row * dimension + i] = _r[row * dimension + i + 1];
            }
        }

        for (int i = place; i < Count; i++)
        {
            var rotation = GivensRotation.Of(_r[i * dimension + i], _r[(i + 1) * dimension + i], out _);
            rotation.Apply(_r.AsSpan(i * dimension + i, Count - i), _r.AsSpan((i + 1) * dimension + i, Count - i));
            rotation.Apply(Column(i), Column(i + 1));
        }
    }

    private Span<double> Column(int k) => _j.AsSpan(k * dimension, dimension);

    private void AddColumn(int k, double factor, Span<double> x)
    {
        if (factor != 0)
        {
            Vectors.Add(x, factor, Column(k));
        }
    }
}
