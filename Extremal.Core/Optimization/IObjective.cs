using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>
/// A real function of several variables that is to be minimised, evaluated at many points at once; after it, if there are any, the
/// functions that constraints limit.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IObjective<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of variables.</summary>
    int Dimension { get; }

    /// <summary>Number of functions: the one to be minimised comes first.</summary>
    int Functions => 1;

    /// <summary>
    /// The values and the gradients at the points. A row's results may not depend on the other rows, so that each start of a search
    /// runs as it would alone. NaN and infinity are answers, not errors.
    /// </summary>
    /// <param name="points">One row a point: n × <see cref="Dimension"/>.</param>
    /// <param name="values">n·<see cref="Functions"/> values, point after point, to be overwritten.</param>
    /// <param name="gradients">(n·<see cref="Functions"/>) × <see cref="Dimension"/>, in the order of the values, to be overwritten; with
    /// no elements if only the values are wanted.</param>
    void Evaluate(ReadOnlyMatrix<T> points, Span<T> values, Matrix<T> gradients);
}
