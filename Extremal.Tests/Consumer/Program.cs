using Extremal;
using Extremal.Data;
using Extremal.Problems;
using Extremal.Training;

// A hill with its top at (0.3, -0.2), learnt from a grid and searched: all floors of the library, trimmed.
double Hill(double x0, double x1) => 1 - Math.Pow(x0 - 0.3, 2) - Math.Pow(x1 + 0.2, 2);

var inputs = new double[121, 2];
var targets = new double[121];
for (int i = 0; i < 121; i++)
{
    (inputs[i, 0], inputs[i, 1]) = (i / 11 / 5.0 - 1, i % 11 / 5.0 - 1);
    targets[i] = Hill(inputs[i, 0], inputs[i, 1]);
}

Dataset data = Dataset.Create(inputs, targets, ["a", "b"], "height");
Regressor model = Regressor.Train(data, new TrainingOptions { Hidden = [16, 16], Validation = 0, Epochs = 300 });
var best = model.Maximize(Domain.Of(data));
using var file = new MemoryStream();
model.Save(file);
file.Position = 0;
bool same = Regressor.Load(file).Predict([.. best.Point]) == best.Value;
Console.WriteLine(best);
return same && Hill(best.Point[0], best.Point[1]) > 0.99 ? 0 : 1;
