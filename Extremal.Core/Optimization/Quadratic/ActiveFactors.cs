using Extremal.Kernels;

namespace Extremal.Optimization.Quadratic;

/// <summary>
/// What Goldfarb and Idnani keep of the Hessian H = L Lᵀ and of the normals N of the active constraints: J = L⁻ᵀQ and the triangle R, where
/// Q is orthogonal and JᵀN = [R; 0]. The first columns of J span the normals in the metric of H, the others move along the constraints.
/// </summary>
internal sealed class ActiveFactors(int dimension)
{
    /// <summary>The sine of the angle, in the metric of H⁻¹, below which a normal counts as one that the active ones span.</summary>
    private const double LeastAngle = 1e-10;

    /// <summary>What has to be left of a diagonal element when L is computed; less is rounding, for the most part.</summary>
    private const double LeastPivot = 1e-11;

    /// <summary>With fewer unknowns a look at the deadline would cost more than a row.</summary>
    private const int Large = 32;

    /// <summary>L⁻¹, which is Jᵀ while nothing is active.</summary>
    private readonly double[] _inverse = new double[dimension * dimension];

    /// <summary>Jᵀ: each column of J is contiguous.</summary>
    private readonly double[] _j = new double[dimension * dimension];

    private readonly double[] _r = new double[dimension * dimension];
    private readonly double[] _weights = new double[dimension];

    /// <summary>Number of active constraints.</summary>
    public int Count { get; private set; }

    /// <summary>Factors a positive definite H; false if it is not, to rounding. Then nothing else may be asked.</summary>
    public bool Factor(ReadOnlySpan<double> hessian)
    {
        int n = dimension;
        if (IsDiagonal(hessian))
        {
            return FactorDiagonal(hessian);
        }

        Span<double> lower = _r;
        for (int i = 0; i < n; i++)
        {
            LookIfLarge();
            for (int j = 0; j <= i; j++)
            {
                double left = hessian[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    left -= lower[i * n + k] * lower[j * n + k];
                }

                if (i == j && !IsPivot(left, hessian[i * n + i]))
                {
                    return false;
                }

                lower[i * n + j] = i == j ? Math.Sqrt(left) : left / lower[j * n + j];
            }
        }

        Invert(lower);
        return true;
    }

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
            double sum = 0;
            ReadOnlySpan<double> column = Column(k);
            for (int i = 0; i < column.Length; i++)
            {
                sum += column[i] * vector[i];
            }

            _weights[k] = sum;
            squares += sum * sum;
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
            (double cosine, double sine, double length) = Rotation(_weights[k - 1], _weights[k]);
            _weights[k - 1] = length;
            Rotate(Column(k - 1), Column(k), cosine, sine);
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
            (double cosine, double sine, _) = Rotation(_r[i * dimension + i], _r[(i + 1) * dimension + i]);
            Rotate(_r.AsSpan(i * dimension + i, Count - i), _r.AsSpan((i + 1) * dimension + i, Count - i), cosine, sine);
            Rotate(Column(i), Column(i + 1), cosine, sine);
        }
    }

    private static (double Cosine, double Sine, double Length) Rotation(double a, double b)
    {
        double size = Math.Max(Math.Abs(a), Math.Abs(b));
        if (b == 0 || size == 0)
        {
            return (1, 0, a);
        }

        double length = size * Math.Sqrt(a / size * (a / size) + b / size * (b / size));
        return (a / length, b / length, length);
    }

    // Without a turn there is nothing to do: bounds alone, on a diagonal Hessian, only exchange columns.
    private static void Rotate(Span<double> first, Span<double> second, double cosine, double sine)
    {
        if (sine == 0)
        {
            return;
        }

        for (int i = 0; i < first.Length; i++)
        {
            (double a, double b) = (first[i], second[i]);
            (first[i], second[i]) = (cosine * a + sine * b, cosine * b - sine * a);
        }
    }

    private Span<double> Column(int k) => _j.AsSpan(k * dimension, dimension);

    private void AddColumn(int k, double factor, Span<double> x)
    {
        if (factor == 0)
        {
            return;
        }

        ReadOnlySpan<double> column = Column(k);
        for (int i = 0; i < column.Length; i++)
        {
            x[i] += factor * column[i];
        }
    }

    private static bool IsPivot(double left, double element) => left > element * LeastPivot && double.IsFinite(left);

    private bool IsDiagonal(ReadOnlySpan<double> hessian)
    {
        for (int i = 1; i < dimension; i++)
        {
            if (hessian.Slice(i * dimension, i).ContainsAnyExcept(0.0))
            {
                return false;
            }
        }

        return true;
    }

    private bool FactorDiagonal(ReadOnlySpan<double> hessian)
    {
        Array.Clear(_inverse);
        for (int i = 0; i < dimension; i++)
        {
            double element = hessian[i * dimension + i];
            if (!IsPivot(element, element))
            {
                return false;
            }

            _inverse[i * dimension + i] = 1 / Math.Sqrt(element);
        }

        return true;
    }

    private void LookIfLarge()
    {
        if (dimension >= Large)
        {
            Deadline.Look();
        }
    }

    private void Invert(ReadOnlySpan<double> lower)
    {
        int n = dimension;
        Array.Clear(_inverse);
        for (int column = 0; column < n; column++)
        {
            LookIfLarge();
            for (int i = column; i < n; i++)
            {
                double left = i == column ? 1 : 0;
                for (int k = column; k < i; k++)
                {
                    left -= lower[i * n + k] * _inverse[k * n + column];
                }

                _inverse[i * n + column] = left / lower[i * n + i];
            }
        }
    }
}
