using System.Numerics;

namespace Extremal.Optimization.Methods;

/// <summary>Where the descent of one start stands: value and step, beside the arrays of all starts that hold its points.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal struct Descent<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether its first point has been evaluated.</summary>
    public bool Begun;

    /// <summary>The value at its point.</summary>
    public T Value;

    /// <summary>The step at which the direction first meets a bound, if that is not less than one.</summary>
    public T Most;

    /// <summary>Steps since one of them measurably lowered the value, or halved the gradient's norm.</summary>
    public int Idle;

    /// <summary>The gradient's norm when <see cref="Idle"/> was last zero.</summary>
    public T Norm;

    /// <summary>The line search under way.</summary>
    public WolfeSearch<T> Search;
}
