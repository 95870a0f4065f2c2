using System.Numerics;
using System.Runtime.InteropServices;
using Extremal.Kernels;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Kernels;

/// <summary>Every rule's loop gives the same bits at every width, for every length and so for every remainder.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class UpdateLoopTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Test]
    public void DescentIsTheSameAtEveryWidth() => CheckWidths(new UpdateDescent<T>(0.037));

    [Test]
    public void MomentumIsTheSameAtEveryWidth() => CheckWidths(new UpdateMomentum<T>(0.037, 0.9));

    [Test]
    public void NesterovIsTheSameAtEveryWidth() => CheckWidths(new UpdateNesterov<T>(0.037, 0.9));

    [Test]
    public void RmsPropIsTheSameAtEveryWidth() => CheckWidths(new UpdateRmsProp<T>(0.037, 0.99, 1e-8));

    [Test]
    public void AdamIsTheSameAtEveryWidth() => CheckWidths(new UpdateAdam<T>(0.9, 0.999, 1e-8, 0.037, 1.7, 0.99));

    private static void CheckWidths<U>(U update) where U : struct, IUpdate<T>
    {
        for (int length = 0; length <= 67; length++)
        {
            byte[] one = Run<U, Lanes1<T>>(update, length);
            Assert.Multiple(() =>
            {
                Assert.That(Run<U, Lanes128<T>>(update, length), Is.EqualTo(one), $"128 bits, length {length}");
                Assert.That(Run<U, Lanes256<T>>(update, length), Is.EqualTo(one), $"256 bits, length {length}");
                Assert.That(Run<U, Lanes512<T>>(update, length), Is.EqualTo(one), $"512 bits, length {length}");
            });
        }
    }

    /// <summary>Three steps; the bytes of x and of both moments, with one number behind each that may not be touched.</summary>
    private static byte[] Run<U, V>(U update, int length)
        where U : struct, IUpdate<T>
        where V : struct, ILanes<V, T>
    {
        Random random = new(length);
        T[][] numbers = [.. Enumerable.Range(0, 4).Select(_ => Fill(random, length + 1))];
        for (int step = 0; step < 3; step++)
        {
            UpdateLoop<T, U> loop = new(update, numbers[0].AsSpan(0, length), numbers[1].AsSpan(0, length), numbers[2].AsSpan(0, length),
                numbers[3].AsSpan(0, length));
            loop.Run<V>();
        }

        return [.. numbers.SelectMany(row => MemoryMarshal.AsBytes<T>(row).ToArray())];
    }

    private static T[] Fill(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.NextDouble() * Math.ScaleB(1, random.Next(-20, 20))))];
}
