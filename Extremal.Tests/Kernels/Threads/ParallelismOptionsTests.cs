using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization.Rules;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>MaxDegreeOfParallelism is refused where ParallelOptions would refuse it, and reaches every kernel that the call runs.</summary>
internal sealed class ParallelismOptionsTests
{
    private static readonly TrainingOptions Short = new()
    {
        Hidden = [4],
        Epochs = 2,
        Activation = Activation.Of("noting", default(Noting)),
    };

    [ThreadStatic]
    private static int _most;

    [Test]
    public void ZeroAndLessThanMinusOneAreRefused([Values(0, -2, int.MinValue)] int degree)
    {
        Dataset data = RegressorData.Process(30);
        Regressor model = RegressorData.Trained;
        Assert.Multiple(() =>
        {
            Refused("TrainingOptions", degree, () => Regressor.Train(data, Short with { MaxDegreeOfParallelism = degree }));
            Refused("SearchOptions", degree, () => model.Maximize(options: new SearchOptions { MaxDegreeOfParallelism = degree }));
            Refused("Regressor", degree, () => model.MaxDegreeOfParallelism = degree);
            Refused("Tape", degree, () => new Tape<float>().MaxDegreeOfParallelism = degree);
            Refused("Tape", degree, () => new Predictor<double>(model.Surrogate.Network).MaxDegreeOfParallelism = degree);
            Refused("UpdateRule", degree, () => new Adam<float>(3).MaxDegreeOfParallelism = degree);
        });
        Assert.That(model.MaxDegreeOfParallelism, Is.EqualTo(-1));
    }

    [TestCase(-1, 7)]
    [TestCase(1, 1)]
    [TestCase(3, 3)]
    [TestCase(100, 7)]
    public void ItIsTheMostThreadsOfEveryKernel(int degree, int most)
    {
        using Team team = new(helpers: 6);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Regressor model = RegressorData.Trained;
        Assert.Multiple(() =>
        {
            Regressor noting = Noted("training", most, () => Regressor.Train(RegressorData.Process(60), Short with { MaxDegreeOfParallelism = degree }));
            Assert.That(noting.MaxDegreeOfParallelism, Is.EqualTo(degree));
            Noted("prediction", most, () => noting.Predict(1, 2, 3));
            Noted("gradient", most, () => noting.Gradient([1, 2, 3]));
            noting.MaxDegreeOfParallelism = -1;
            Noted("search", most, () => noting.Maximize(options: new SearchOptions { MaxSteps = 2, MaxDegreeOfParallelism = degree }));
            Noted("predictor", most, () =>
            {
                var predictor = new Predictor<double>(noting.Surrogate.Network) { MaxDegreeOfParallelism = degree };
                _most = 0; // its maker records once before the option is set
                predictor.Predict(new ReadOnlyMatrix<double>([1, 2, 3], new Shape(1, 3)), new Matrix<double>(new double[1], Shape.One));
                return predictor;
            });
            Noted("tape", most, () =>
            {
                var tape = new Tape<double> { MaxDegreeOfParallelism = degree };
                Slice<double> x = Slice<double>.Zeros(new Shape(4, 3)), dx = Slice<double>.Zeros(x.Shape);
                tape.Backward(noting.Surrogate.Network.Apply(tape.Watch(x, dx)));
                tape.Replay();
                return tape;
            });
        });
        Assert.That(Parallelism.Parts(1, 1), Is.EqualTo(7), "no limit is left behind");
    }

    private static void Refused(string type, int degree, Action act)
    {
        ArgumentOutOfRangeException? refusal = Assert.Throws<ArgumentOutOfRangeException>(act);
        Assert.That(refusal?.Message, Does.Contain(FormattableString.Invariant($"{type}.MaxDegreeOfParallelism is {degree}; it wants -1")));
    }

    private static R Noted<R>(string what, int most, Func<R> act)
    {
        _most = 0;
        R result = act();
        Assert.That(_most, Is.EqualTo(most), what);
        return result;
    }

    /// <summary>y = x, and a note of into how many parts a kernel would be cut here. The caller's thread takes a part of every kernel.</summary>
    private readonly struct Noting : IElementwiseFunction
    {
        public static bool DerivativeReadsInput => false;

        public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            _most = Math.Max(_most, Parallelism.Parts(1, 1));
            return x;
        }

        public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            _most = Math.Max(_most, Parallelism.Parts(1, 1));
            return V.Of(1);
        }
    }
}
