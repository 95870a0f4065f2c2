#!/usr/bin/env -S dotnet run -c Release
#:project ../Extremal.Core/Extremal.Core.csproj
#:property PublishAot=false
#:include ../Extremal.Core/Formats/Printable.cs
#:include shared/streams/*.cs

// Reverse-mode automatic differentiation from nothing, and the one idea of extremal learning:
// training a network and finding its best input are the same backward walk. Only what is watched differs.
//
//     dotnet run -c Release examples/tape.cs
//
// Read from top to bottom. The tape itself, about fifty lines, is at the end of the file.

using System.Globalization;
using Examples;
using Extremal.Autodiff;
using Extremal.Memory;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
StandardStreams.Open();

// 1. One neuron: y = tanh(w·x + b).
double[] w = [0.8, -0.5, 0.3];                                     // two weights, and last the bias b
double[] x = [0.6, -0.4];

double Plain(double[] x) => Math.Tanh(w[2] + w[0] * x[0] + w[1] * x[1]);

var y = Plain(x);
double[] exact = [(1 - y * y) * w[0], (1 - y * y) * w[1]];         // tanh′ = 1 − tanh²; one neuron can be done with a pencil

Heading("1. One neuron");
Console.WriteLine($"   y = tanh(w0 x0 + w1 x1 + w2)  with w = {Show(w)}");
Console.WriteLine($"   at x = {Show(x)}  y = {y:F6}   dy/dx = {Show(exact)} by pencil");

// 2. Finite differences: nudge each input and look. A large nudge sees the curve bend; a small one drowns in rounding.
Heading("2. Finite differences: one more evaluation for every input, and an error that never goes away");
foreach (var h in (double[])[1e-2, 1e-5, 1e-8, 1e-11])
{
    double[] nudged = [(Plain([x[0] + h, x[1]]) - y) / h, (Plain([x[0], x[1] + h]) - y) / h];
    var error = Math.Max(Math.Abs(nudged[0] - exact[0]), Math.Abs(nudged[1] - exact[1]));
    Console.WriteLine($"   h = {h:0E-00}   dy/dx = {Show(nudged)}   error {error:0E-00;;0}");
}

// 3. and 4. The tape writes down every operation with its slopes; the walk goes from the last line back to the first.
// The same neuron is recorded twice: once its weights are watched, once its inputs.
var training = new Tape();
var (movingW, givenX) = (training.Watch("w", w), training.Constant("x", x));
training.Backward(Neuron(movingW, givenX));

var extremal = new Tape();
var (frozenW, movingX) = (extremal.Constant("w", w), extremal.Watch("x", x));
extremal.Backward(Neuron(frozenW, movingX));

Heading("3. The tape, and 4. the backward walk: read the adjoints from the bottom up");
Console.WriteLine("   line  is           value   slope to its operands       dw: w watched   dx: x watched");
for (var i = 0; i < training.Lines.Count; i++)
{
    var line = training.Lines[i];
    var slopes = string.Join("  ", line.Operands.Select(operand => $"{operand.Slope,7:F4} to {operand.Line}"));
    Console.WriteLine($"   {i,4}  {line.Is,-8}{line.Value,10:F4}   {slopes,-26}{Adjoint(training, i),15}{Adjoint(extremal, i),16}");
}

double[] walked = [movingX[0].Adjoint, movingX[1].Adjoint];
Console.WriteLine($"\n   dy/dx = {Show(walked)} in one walk, however many inputs there are; a dash is work that was never done.");
Console.WriteLine($"   error {Math.Max(Math.Abs(walked[0] - exact[0]), Math.Abs(walked[1] - exact[1])):0E-00;;0}");

// 5. Training. Four neurons and a sum learn a hill from 25 points: its top is 1, at (0.3, -0.2). The weights are watched.
double Hill(double[] x) => Math.Exp(-Math.Pow(x[0] - 0.3, 2) - Math.Pow(x[1] + 0.2, 2));

double[] grid = [-1, -0.5, 0, 0.5, 1];
double[][] points = [.. from x0 in grid from x1 in grid select (double[])[x0, x1]];
var random = new Random(1);
double[] weights = [.. Enumerable.Range(0, 17).Select(_ => random.NextDouble() * 2 - 1)];

Variable MeanSquaredError(Tape tape, Variable[] weights)
{
    var sum = tape.Constant("0", 0);
    foreach (var point in points)
    {
        var error = Network(weights, tape.Constant("x", point)) - tape.Constant("target", Hill(point));
        sum += error * error;
    }

    return sum * tape.Constant("1/n", 1.0 / points.Length);
}

Heading("5. Training: the weights are watched, the points are constants");
var trained = 0;
foreach (var steps in (int[])[0, 10, 90, 900, 4000])
{
    trained += steps;
    var (loss, _) = Descend(weights, MeanSquaredError, rate: 0.1, steps);
    Console.WriteLine($"   after {trained,4} steps   mean squared error {loss:F6}");
}

// 6. Extremal learning. The weights are constants, the input is watched; Descend is the same, and so is the walk.
double[] start = [-0.7, 0.8];
Heading($"6. Extremal learning: the input is watched, the weights are constants; every search starts at {Show(start)}");

Variable Distance(Tape tape, Variable[] x)
{
    var miss = Neuron(tape.Constant("w", w), x) - tape.Constant("goal", 0.5);
    return miss * miss;
}

double[] reached = [.. start];
var (_, slope) = Descend(reached, Distance, rate: 0.5, steps: 200);
Found("the neuron reaches 0.5", reached, Plain(reached), slope, "of the squared distance");

// The slope of a single tanh neuron is (1 − y²) w: never zero, so no point is stationary, and without a box the climb has no end.
Variable MinusNeuron(Tape tape, Variable[] x) => -Neuron(tape.Constant("w", w), x);

foreach (var steps in (int[])[100, 10_000])
{
    double[] runaway = [.. start];
    (_, slope) = Descend(runaway, MinusNeuron, rate: 1, steps);
    Found($"the neuron, no box, {steps} steps", runaway, Plain(runaway), slope, "and no end");
}

double[] corner = [.. start];
(_, slope) = Descend(corner, MinusNeuron, rate: 1, steps: 100, box: 1);
Found("the neuron's greatest in the box", corner, Plain(corner), slope, "stopped by the box");

// Several neurons can bend down again: here the slope itself vanishes, well inside the box.
double[] best = [.. start];
(var minusTop, slope) = Descend(best, (tape, x) => -Network(tape.Constant("w", weights), x), rate: 0.1, steps: 1000, box: 1);
Found("the network's greatest in the box", best, -minusTop, slope, "a summit");
Found("the hill that it learnt has its top", [0.3, -0.2], 1, 0, $"and is {Hill(best):F6} where the network's is");

// 7. The library writes down matrices instead of numbers: Y = tanh(X W + b), one row a point. What is watched is an argument, as here.
Slice<double> X = Slice<double>.Copy(x, new Shape(1, 2)), W = Slice<double>.Copy(w.AsSpan(..2), new Shape(2, 1)), B = Slice<double>.Copy(w.AsSpan(2..), Shape.One);
Slice<double> dX = Slice<double>.Zeros(X.Shape), dW = Slice<double>.Zeros(W.Shape), dB = Slice<double>.Zeros(B.Shape);

var toLearn = new Tape<double>();
toLearn.Backward(toLearn.Constant(X).Affine(toLearn.Watch(W, dW), toLearn.Watch(B, dB)).Tanh());

var toSearch = new Tape<double>();
var answer = toSearch.Watch(X, dX).Affine(toSearch.Constant(W), toSearch.Constant(B)).Tanh();
toSearch.Backward(answer);

Heading("7. The library: the same two walks over matrices");
Console.WriteLine($"   y     {answer.Value[0, 0],10:F6}                         here {y:F6}");
Console.WriteLine($"   dy/dx {Show(dX.Span.ToArray()),-33} here {Show(walked)}");
Console.WriteLine($"   dy/dw {Show([.. dW.Span, .. dB.Span]),-33} here {Show([.. movingW.Select(one => one.Adjoint)])}");
return StandardStreams.Close("tape", 0);

// A step of learning, whatever it is that learns: record, walk back, move against the slope, stay inside the box.
// The answer is the loss where it ended, and the steepest slope there.
static (double Loss, double Slope) Descend(
    double[] moving, Func<Tape, Variable[], Variable> loss, double rate, int steps, double box = double.PositiveInfinity)
{
    for (var step = 0; ; step++)
    {
        var tape = new Tape();
        var watched = tape.Watch("moving", moving);
        var value = loss(tape, watched);
        tape.Backward(value);
        if (step == steps) { return (value.Value, watched.Max(one => Math.Abs(one.Adjoint))); }

        for (var i = 0; i < moving.Length; i++) { moving[i] = Math.Clamp(moving[i] - rate * watched[i].Adjoint, -box, box); }
    }
}

// The weights of a neuron: one for each input, then the bias.
static Variable Neuron(ReadOnlySpan<Variable> weights, ReadOnlySpan<Variable> x)
{
    var sum = weights[^1];
    for (var i = 0; i < x.Length; i++) { sum += weights[i] * x[i]; }
    return sum.Tanh();
}

// The weights of a network: those of its neurons, one after the other, each followed by its share in the sum; last the sum's own bias.
static Variable Network(Variable[] weights, Variable[] x)
{
    var sum = weights[^1];
    var stride = x.Length + 2;
    for (var i = 0; i + stride < weights.Length; i += stride)
    {
        sum += Neuron(weights.AsSpan(i, stride - 1), x) * weights[i + stride - 1];
    }

    return sum;
}

static string Adjoint(Tape tape, int line) => tape.Lines[line].Wanted ? $"{tape.Adjoints[line]:F6}" : "-";
static string Show(double[] numbers) => $"({string.Join(", ", numbers.Select(number => $"{number:F6}"))})";
static void Found(string what, double[] x, double y, double slope, string remark) =>
    Console.WriteLine($"   {what,-36} x = {Show(x),-24}y = {y:F6}   slope {slope:F6} {remark}");
static void Heading(string text) => Console.WriteLine($"\n{text}\n");

/// <summary>A number that was computed, the lines it was computed from, and its slope with respect to each of them.</summary>
internal readonly record struct Line(string Is, double Value, bool Wanted, (int Line, double Slope)[] Operands);

/// <summary>Lines in the order they were computed, so an operand always stands above the lines that use it.</summary>
internal sealed class Tape
{
    public List<Line> Lines { get; } = [];
    public double[] Adjoints { get; private set; } = [];

    public Variable Constant(string name, double value) => Write(new Line(name, value, Wanted: false, []));
    public Variable[] Constant(string name, double[] values) => [.. values.Select((value, i) => Constant(name + i, value))];
    public Variable[] Watch(string name, double[] values) =>
        [.. values.Select((value, i) => Write(new Line(name + i, value, Wanted: true, [])))];

    /// <summary>A result is wanted, and so gets an adjoint, exactly if one of its operands is.</summary>
    public Variable Record(string name, double value, params (int Line, double Slope)[] operands) =>
        Write(new Line(name, value, operands.Any(operand => Lines[operand.Line].Wanted), operands));

    /// <summary>The chain rule, one line at a time: an operand moves the result by its slope times what the line moves it by.</summary>
    public void Backward(Variable result)
    {
        Adjoints = new double[Lines.Count];
        Adjoints[result.Line] = 1;
        for (var i = result.Line; i >= 0; i--)
        {
            foreach (var (operand, slope) in Lines[i].Operands)
            {
                if (Lines[operand].Wanted) { Adjoints[operand] += slope * Adjoints[i]; }       // += : used twice, moved by both
            }
        }
    }

    private Variable Write(Line line)
    {
        Lines.Add(line);
        return new Variable(this, Lines.Count - 1);
    }
}

/// <summary>A number on a tape. Calculating with it writes the tape on.</summary>
internal readonly record struct Variable(Tape Tape, int Line)
{
    public double Value => Tape.Lines[Line].Value;
    public double Adjoint => Tape.Adjoints[Line];

    public static Variable operator +(Variable a, Variable b) => a.Tape.Record("sum", a.Value + b.Value, (a.Line, 1), (b.Line, 1));
    public static Variable operator -(Variable a, Variable b) => a.Tape.Record("diff", a.Value - b.Value, (a.Line, 1), (b.Line, -1));
    public static Variable operator *(Variable a, Variable b) =>
        a.Tape.Record("product", a.Value * b.Value, (a.Line, b.Value), (b.Line, a.Value));
    public static Variable operator -(Variable a) => a.Tape.Record("minus", -a.Value, (a.Line, -1));

    public Variable Tanh()
    {
        var y = Math.Tanh(Value);
        return Tape.Record("tanh", y, (Line, 1 - y * y));
    }
}
