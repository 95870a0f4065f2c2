using Extremal.Kernels.Functions;

namespace Extremal.Networks;

/// <summary>What is to be done with the function of an activation, whichever it is: the way from one to the other without reflection.</summary>
internal interface IFunctionUse<R>
{
    R With<F>(F function) where F : struct, IElementwiseFunction;
}
