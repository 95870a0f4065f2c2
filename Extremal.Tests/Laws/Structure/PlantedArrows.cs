using Extremal.Memory;

// Types that break the law of the rooms on purpose: a kernel that knows the tape, in every way in which one type can mention another.
namespace Extremal.Kernels.Planted;

internal abstract class InBody
{
    public static object Make() => new Autodiff.Tape<double>();
}

internal abstract class InLambda
{
    public static Func<string> Make() => () => Networks.Activation.Tanh.ToString();
}

internal abstract class InField
{
    public readonly Networks.Network<double>? Field = null;
}

internal abstract class InSignature
{
    public abstract void Take(Autodiff.Tape<float>[] tapes);
}

internal abstract class InBaseType : Autodiff.Loss;

internal abstract class InInterface : Optimization.IObjective<double>
{
    public abstract int Dimension { get; }

    public abstract void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients);
}

internal abstract class InTypeArgument
{
    public static object Make() => new List<Autodiff.Plan>();
}

internal abstract class InMethodArgument
{
    public static object Make() => Array.Empty<Networks.Layer>();
}

internal abstract class InConstraint
{
    public abstract void Take<A>() where A : Networks.Activation;
}

internal abstract class InTypeOf
{
    public static Type Type => typeof(Autodiff.Recording<>);
}

internal abstract class InCatch
{
    public static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Formats.MalformedFileException)
        {
        }
    }
}
