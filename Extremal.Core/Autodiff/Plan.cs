using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>What an operation needs before it runs.</summary>
/// <param name="Result">Shape of its value.</param>
/// <param name="Saved">Shape of what its forward pass keeps for its backward pass beside operands and value; 0 × 0 for nothing.</param>
public readonly record struct Plan(Shape Result, Shape Saved = default);
