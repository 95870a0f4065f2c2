using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>What can be wrong with an operation that a hurried hand wrote.</summary>
internal enum Mistake
{
    None,
    SlopeTooGreat,
    MissingTranspose,
    AssignsInsteadOfAdding,
    WrongOperand,
    ForgetsASummand,
    DependsOnWhatIsWanted,
    LeavesElementsUnwritten,
    LooksAtTheNeighbourRow,
    CapturesANumber,
}

/// <summary>z = x · y, element by element and of one shape, with a mistake of choice.</summary>
internal sealed class PlantedProduct(Mistake mistake) : Operation<double>
{
    private readonly List<double> _kept = [];

    public override string Name => nameof(PlantedProduct);

    public override Plan Infer(Operands<double> operands) => new(operands[0].Shape);

    public override void Forward(Operands<double> operands, Matrix<double> z, Matrix<double> saved)
    {
        for (int e = 0; e < z.Shape.Count; e++)
        {
            double product = operands[0].Span[e] * operands[1].Span[e];
            if (mistake == Mistake.CapturesANumber)
            {
                _kept.Add(operands[0].Span[e]);
            }

            if (mistake == Mistake.LooksAtTheNeighbourRow && e >= z.Columns)
            {
                product = z.Span[e - z.Columns] > 0 ? Math.BitIncrement(product) : product;
            }

            if (mistake != Mistake.LeavesElementsUnwritten || e != 1)
            {
                z.Span[e] = product;
            }
        }
    }

    public override void Backward(
        Operands<double> operands, ReadOnlyMatrix<double> z, ReadOnlyMatrix<double> saved, Matrix<double> dz,
        Adjoints<double> adjoints)
    {
        bool wantsX = adjoints.Wants(0, out Matrix<double> dx);
        bool wantsY = adjoints.Wants(1, out Matrix<double> dy);
        for (int e = 0; e < z.Shape.Count; e++)
        {
            (double x, double y) = (operands[0].Span[e], operands[1].Span[e]);
            if (wantsX)
            {
                double slope = mistake switch
                {
                    Mistake.SlopeTooGreat => 1.001 * y,
                    Mistake.WrongOperand => x,
                    Mistake.DependsOnWhatIsWanted when wantsY => y * (1 + 1e-15),
                    _ => y,
                };
                dx.Span[e] = slope * dz.Span[e] + (mistake == Mistake.AssignsInsteadOfAdding ? 0 : dx.Span[e]);
            }

            if (wantsY)
            {
                dy.Span[e] += (mistake == Mistake.CapturesANumber ? _kept[e] : x) * dz.Span[e];
            }
        }
    }
}

/// <summary>Y = X W for a square W, with a mistake of choice.</summary>
internal sealed class PlantedMatrixProduct(Mistake mistake) : Operation<double>
{
    public override string Name => nameof(PlantedMatrixProduct);

    public override Plan Infer(Operands<double> operands) => new(new Shape(operands[0].Rows, operands[1].Columns));

    public override void Forward(Operands<double> operands, Matrix<double> y, Matrix<double> saved)
    {
        y.Span.Clear();
        Add(operands[0], operands[1], y, operands[0].Columns);
    }

    public override void Backward(
        Operands<double> operands, ReadOnlyMatrix<double> y, ReadOnlyMatrix<double> saved, Matrix<double> dy,
        Adjoints<double> adjoints)
    {
        if (adjoints.Wants(0, out Matrix<double> dx))
        {
            Add(dy, mistake == Mistake.MissingTranspose ? operands[1] : operands[1].Transposed, dx, dy.Columns);
        }

        if (adjoints.Wants(1, out Matrix<double> dw))
        {
            Add(operands[0].Transposed, dy, dw, dy.Rows - (mistake == Mistake.ForgetsASummand ? 1 : 0));
        }
    }

    private static void Add(ReadOnlyMatrix<double> a, ReadOnlyMatrix<double> b, Matrix<double> c, int depth)
    {
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                for (int k = 0; k < depth; k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }
    }
}
