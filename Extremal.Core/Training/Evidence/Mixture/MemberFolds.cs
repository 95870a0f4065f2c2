using Extremal.Data;
using Extremal.Kernels;

namespace Extremal.Training.Evidence;

/// <summary>
/// Which rows each member is trained without: units (rows, or groups) are dealt to folds in random order, and of each fold two members learn
/// nothing, so that what both say of its rows is as of new ones, and how far they are apart tells what averaging more of them gains.
/// </summary>
internal sealed class MemberFolds
{
    // With fewer units no member can do without any.
    private const int FewestUnits = 6;

    // From a fold's first member to its second, so that the pairs differ.
    private const int Distance = 7;

    private readonly int[] _folds; // of each row; −1 for none
    private readonly int _count;

    /// <param name="units">For each row its number, or its group's.</param>
    /// <param name="members">Number of members.</param>
    /// <param name="random">Deals.</param>
    public MemberFolds(IReadOnlyList<int> units, int members, RandomSource random)
    {
        int[] order = new int[units.Max() + 1];
        random.Permute(order);
        _count = Math.Min(members, order.Length);
        int[] foldOf = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            foldOf[order[i]] = order.Length < FewestUnits ? -1 : i % _count;
        }

        _folds = [.. units.Select(unit => foldOf[unit])];
    }

    /// <summary>Whether a member is trained without a row.</summary>
    public bool IsHeldFrom(int row, int member) => _folds[row] == member % _count || _folds[row] == (member + Distance) % _count;
}
