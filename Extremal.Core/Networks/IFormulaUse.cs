using Extremal.Kernels.Formulas;

namespace Extremal.Networks;

/// <summary>What is to be done with the formula of an activation, whichever it is: the way from one to the other without reflection.</summary>
internal interface IFormulaUse<R>
{
    R With<F>(F formula) where F : struct, IFormula;
}
