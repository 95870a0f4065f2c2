using System.Diagnostics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Tests.Kernels;

/// <summary>Long loops end soon after their thread's deadline, on all threads that share them; short ones are never cut off.</summary>
[NonParallelizable]
internal sealed class DeadlineTests
{
    private static readonly CancellationToken Cancelled = new(true);

    [Test]
    public void A_long_product_is_given_up_and_a_short_one_is_not([Values] bool turned, [Values(1, 3)] int threads)
    {
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        var deadline = new Deadline(null, Cancelled);
        (double[] small, double[] large) = (Numbers(20), Numbers(1500));
        double[] result = Multiply(large, turned); // allocates and compiles
        TimeSpan whole = Time(() => Multiply(large, turned, result)), least = TimeSpan.MaxValue;
        using Deadline.Scope watched = deadline.Watch();
        Assert.That(() => Multiply(small, turned), Throws.Nothing);
        for (int turn = 0; turn < 5; turn++)
        {
            TimeSpan part = Time(() => Assert.That(
                () => Multiply(large, turned, result), Throws.InstanceOf<InterruptedException>().With.Property("Deadline").SameAs(deadline)));
            least = part < least ? part : least;
        }

        Assert.That(least, Is.LessThan(whole / 3));
    }

    [Test]
    public void What_was_given_up_is_computed_as_ever_afterwards()
    {
        double[] before = Multiply(Numbers(300), turned: false);
        using (new Deadline(null, Cancelled).Watch())
        {
            Assert.That(() => Multiply(Numbers(1500), turned: false), Throws.InstanceOf<InterruptedException>());
        }

        Assert.That(Multiply(Numbers(300), turned: false), Is.EqualTo(before));
    }

    [Test]
    public void A_long_loop_is_given_up()
    {
        double[] x = new double[3 * Deadline.Stretch], y = new double[x.Length];
        using Deadline.Scope watched = new Deadline(TimeSpan.Zero).Watch();
        Assert.That(() => Pointwise.Apply<double, Tanh>(default, x, y), Throws.InstanceOf<InterruptedException>());
        Assert.That(() => Pointwise.Apply<double, Tanh>(default, x.AsSpan(0, 100), y.AsSpan(0, 100)), Throws.Nothing);
    }

    /// <summary>Parts of a long loop have the bits of the whole.</summary>
    [Test]
    public void A_long_loop_in_parts_is_the_loop()
    {
        double[] x = new double[Deadline.Stretch + 12_345], y = new double[x.Length], z = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (i % 1000 - 500) / 100.0;
        }

        Pointwise.Apply<double, Tanh>(default, x, y);
        for (int start = 0; start < x.Length; start += 1000)
        {
            int count = Math.Min(1000, x.Length - start);
            Pointwise.Apply<double, Tanh>(default, x.AsSpan(start, count), z.AsSpan(start, count));
        }

        Assert.That(y.AsSpan().SequenceEqual(z));
    }

    [Test]
    public void A_deadline_belongs_to_its_thread_and_to_its_scope()
    {
        var outer = new Deadline(TimeSpan.FromHours(1));
        using (outer.Watch())
        {
            using (new Deadline(null).Watch())
            {
                Assert.That(Deadline.Current, Is.SameAs(outer), "one that never ends changes nothing");
            }

            var inner = new Deadline(TimeSpan.Zero);
            using (inner.Watch())
            {
                Assert.That(Deadline.Look, Throws.InstanceOf<InterruptedException>().With.Property("Deadline").SameAs(inner));
                using (Deadline.Suspend())
                {
                    Assert.That(Deadline.Look, Throws.Nothing);
                }

                Deadline? elsewhere = inner;
                var thread = new Thread(() => elsewhere = Deadline.Current);
                thread.Start();
                thread.Join();
                Assert.That(elsewhere, Is.Null);
            }

            Assert.That(Deadline.Look, Throws.Nothing);
        }

        Assert.That(Deadline.Current, Is.Null);
    }

    [Test]
    public void Time_that_was_spent_before_counts()
    {
        var late = new Deadline(TimeSpan.FromMinutes(1), spent: TimeSpan.FromMinutes(2));
        Assert.That((late.IsOver, late.Left), Is.EqualTo((true, TimeSpan.Zero)));
        Assert.That(late.Elapsed, Is.EqualTo(TimeSpan.FromMinutes(2)).Within(TimeSpan.FromSeconds(30)));
        Assert.That(new Deadline(null).Left, Is.EqualTo(TimeSpan.MaxValue));
    }

    // C = A A; turned, C is filled along its columns.
    private static double[] Multiply(double[] a, bool turned, double[]? c = null)
    {
        c ??= new double[a.Length];
        int n = (int)Math.Sqrt(a.Length);
        var shape = new Shape(n, n);
        var result = new Matrix<double>(c, shape);
        Gemm.Multiply(new ReadOnlyMatrix<double>(a, shape), new ReadOnlyMatrix<double>(a, shape), turned ? result.Transposed : result);
        return c;
    }

    private static double[] Numbers(int n) => [.. Enumerable.Range(0, n * n).Select(i => i % 17 - 8.0)];

    private static TimeSpan Time(Action action)
    {
        long began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began);
    }
}
