using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>What holds a point in a direction.</summary>
internal enum Hold : byte
{
    /// <summary>A linear equality; it is never let go.</summary>
    Equality,

    /// <summary>A plane that a probe keeps to, see <see cref="PieceWalk"/>.</summary>
    Slice,

    /// <summary>A limit of a linear row.</summary>
    Row,

    /// <summary>A kink of the function: the border of two of its linear pieces.</summary>
    Kink,
}

/// <summary>
/// The hyperplanes that a point keeps to, each by its unit normal, and the coordinates that are frozen, because they are fixed or at a
/// bound. It has an orthonormal basis of the normals' span among the free coordinates, N = Q R, by Gram and Schmidt's method done twice.
/// </summary>
internal sealed class ActiveSet
{
    // A normal is a combination of those before it, if less than this share of it is left beside them.
    private const double Independent = 1e-9;

    private readonly int _dimension;
    private readonly double[] _normals;
    private readonly double[] _basis;
    private readonly double[] _triangle;
    private readonly double[] _column;
    private readonly Hold[] _kinds;
    private readonly int[] _sources;
    private readonly bool[] _frozen;

    public ActiveSet(int dimension, int capacity)
    {
        (_dimension, Capacity) = (dimension, capacity);
        (_normals, _basis) = (new double[capacity * dimension], new double[capacity * dimension]);
        (_triangle, _column) = (new double[capacity * capacity], new double[capacity]);
        (_kinds, _sources, _frozen) = (new Hold[capacity], new int[capacity], new bool[dimension]);
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>How many kinks are among the hyperplanes.</summary>
    public int Kinks => _kinds.AsSpan(0, Count).Count(Hold.Kink);

    public Hold Kind(int i) => _kinds[i];

    /// <summary>The row whose limit it is.</summary>
    public int Source(int i) => _sources[i];

    public ReadOnlySpan<double> Normal(int i) => _normals.AsSpan(i * _dimension, _dimension);

    public bool IsFrozen(int coordinate) => _frozen[coordinate];

    /// <summary>Whether a limit of this row is among the hyperplanes.</summary>
    public bool HasRow(int row)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_kinds[i] <= Hold.Row && _kinds[i] != Hold.Slice && _sources[i] == row)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Freezes a coordinate or lets it go; <see cref="Rebuild"/> is due.</summary>
    public void Freeze(int coordinate, bool frozen) => _frozen[coordinate] = frozen;

    public void Clear()
    {
        Count = 0;
        _frozen.AsSpan().Clear();
    }

    public void CopyFrom(ActiveSet other)
    {
        Count = other.Count;
        other._normals.AsSpan(0, Count * _dimension).CopyTo(_normals);
        other._kinds.AsSpan(0, Count).CopyTo(_kinds);
        other._sources.AsSpan(0, Count).CopyTo(_sources);
        other._frozen.CopyTo(_frozen, 0);
        Rebuild();
    }

    /// <summary>Adds a hyperplane, of unit normal; <see cref="Rebuild"/> is due. One that there is no room for is left out.</summary>
    public void Add(Hold kind, int source, ReadOnlySpan<double> normal)
    {
        if (Count < Capacity)
        {
            (_kinds[Count], _sources[Count]) = (kind, source);
            normal.CopyTo(_normals.AsSpan(Count * _dimension, _dimension));
            Count++;
        }
    }

    /// <summary>Gives a hyperplane another unit normal; <see cref="Rebuild"/> is due.</summary>
    public void Turn(int i, ReadOnlySpan<double> normal) => normal.CopyTo(_normals.AsSpan(i * _dimension, _dimension));

    /// <summary>Lets a hyperplane go; <see cref="Rebuild"/> is due.</summary>
    public void RemoveAt(int i)
    {
        Count--;
        for (int k = i; k < Count; k++)
        {
            (_kinds[k], _sources[k]) = (_kinds[k + 1], _sources[k + 1]);
            Normal(k + 1).CopyTo(_normals.AsSpan(k * _dimension, _dimension));
        }
    }

    /// <summary>Makes the basis anew. Kinks and rows that depend on those before them say nothing and are let go.</summary>
    public void Rebuild()
    {
        for (int i = 0; i < Count; i++)
        {
            Span<double> q = Basis(i);
            Normal(i).CopyTo(q);
            Mask(q);
            _column.AsSpan(0, i).Clear();
            double left = Orthogonalize(q, i);
            if (left <= Independent && _kinds[i] >= Hold.Row)
            {
                RemoveAt(i--);
                continue;
            }

            Vectors.Scaled(q, left <= Independent ? 0 : 1 / left, q);
            _column[i] = left <= Independent ? 0 : left;
            _column.AsSpan(0, i + 1).CopyTo(_triangle.AsSpan(i * Capacity, i + 1));
        }
    }

    /// <summary>Replaces a vector by its part that keeps to all hyperplanes and frozen coordinates: (I − Q Qᵀ) v.</summary>
    public void Project(Span<double> vector)
    {
        Mask(vector);
        Orthogonalize(vector, Count);
    }

    /// <summary>The vector r of the normals' span with nᵢ·r = 1 and nₖ·r = 0 for all others: a column of Q R⁻ᵀ.</summary>
    public void Dual(int i, Span<double> ray)
    {
        ray.Clear();
        for (int k = i; k < Count; k++)
        {
            double diagonal = _triangle[k * Capacity + k];
            double sum = k == i ? 1 : 0;
            for (int l = i; l < k; l++)
            {
                sum -= _triangle[k * Capacity + l] * _column[l];
            }

            _column[k] = diagonal == 0 ? 0 : sum / diagonal;
            Vectors.Add(ray, _column[k], Basis(k));
        }
    }

    private Span<double> Basis(int i) => _basis.AsSpan(i * _dimension, _dimension);

    // Takes the parts along the first vectors of the basis away, adds what they were to the column, and returns the norm of what is left.
    private double Orthogonalize(Span<double> vector, int count)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < count; k++)
            {
                _column[k] += Vectors.Remove(vector, Basis(k));
            }
        }

        return Vectors.Norm(vector);
    }

    private void Mask(Span<double> vector)
    {
        for (int j = 0; j < vector.Length; j++)
        {
            vector[j] = _frozen[j] ? 0 : vector[j];
        }
    }
}
