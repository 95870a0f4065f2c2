using System.Text;

namespace Extremal.Tests.Examples;

/// <summary>
/// Whatever is wrong with what the program is given: one line on standard error that says what and where, exit code 2, nothing else.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExtremizeMistakesTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
        File.WriteAllText(Path.Combine(_folder, "good.csv"), Measurements.Text());
        File.WriteAllText(Path.Combine(_folder, "types.csv"), Measurements.WithTypes());
        File.WriteAllText(Path.Combine(_folder, "const.csv"),
            Measurements.Text("a,b,c d,y", change: (_, cells) => [cells[0], cells[1], "5", cells[2]]));
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestCase("nothing.csv", "there is no file 'nothing.csv'")]
    [TestCase("god.csv", "did you mean 'good.csv'?")]
    [TestCase("no-folder/good.csv", "there is no file 'no-folder/good.csv'")]
    [TestCase(".", "is a folder")]
    [TestCase("", "no file is named")]
    public void MissingFile(string file, string complaint) => Refused([complaint], file, "--maximize", "y");

    [TestCase("--maximize yield", "no column 'yield'", "'a', 'b', 'y'")]
    [TestCase("--maximize", "--maximize wants COLUMN")]
    [TestCase("--maximise y", "no option '--maximise'", "did you mean '--maximize'?")]
    [TestCase("--maximize y --colour red", "no option '--colour'")]
    [TestCase("", "--maximize COLUMN, --minimize COLUMN or --reach COLUMN=VALUE")]
    [TestCase("--maximize y --minimize y", "--maximize and --minimize contradict each other")]
    [TestCase("--maximize y --maximize a", "--maximize is given more than once")]
    [TestCase("--reach y", "COLUMN=VALUE")]
    [TestCase("--reach y=much", "'much' is not a number")]
    [TestCase("--reach y=1e999", "'1e999' is not a number")]
    [TestCase("--maximize y more", "'more' is one word too many")]
    [TestCase("--maximize y --seed -1", "--seed", "'-1'")]
    [TestCase("--maximize y --seed 1.5", "--seed", "'1.5'")]
    [TestCase("--maximize y --seeds 0", "--seeds", "'0'")]
    [TestCase("--maximize y --hidden 64,", "--hidden", "''")]
    [TestCase("--maximize y --hidden 0", "--hidden", "'0'")]
    [TestCase("--maximize y --within far", "--within", "'far'")]
    [TestCase("--maximize y --within -1", "--within", "'-1'")]
    public void Options(string options, params string[] complaints) => Refused(complaints, ["good.csv", .. Words(options)]);

    [TestCase("--range a=1:0", "--range", "low, 1, is above high, 0")]
    [TestCase("--range a=1", "COLUMN=LOW:HIGH")]
    [TestCase("--range a=0:few", "'few' is not a number")]
    [TestCase("--range aa=0:1", "no column 'aa'", "did you mean 'a'?")]
    [TestCase("--range a=0:1 --range a=0:0.5", "'a' is given more than one range")]
    [TestCase("--fix a=5", "a = 5 lies outside of its range", "in the data", "would allow it")]
    [TestCase("--within 1 --fix a=0.9", "a = 0.9 lies outside of its range", "by --within")]
    [TestCase("--range a=0:0.5 --fix a=0.7", "a = 0.7 lies outside of its range 0 to 0.5")]
    [TestCase("--fix a=0 --fix a=0.1", "'a' is fixed more than once")]
    [TestCase("--fix y=0", "--maximize and --fix contradict each other", "'y'")]
    [TestCase("--fix b=0 --ignore b", "--ignore and --fix contradict each other", "'b'")]
    [TestCase("--ignore y", "--maximize and --ignore contradict each other")]
    [TestCase("--ignore c", "--ignore: there is no column 'c'")]
    [TestCase("--ignore a --ignore b", "no input is left")]
    [TestCase("--sum a,b=5:6", "no point of the box meets the linear constraint 5 ≤ a + b ≤ 6")]
    [TestCase("--sum a,b=6:5", "low, 6, is above high, 5")]
    [TestCase("--sum a,a=0:1", "'a' is named twice")]
    [TestCase("--sum a,=0:1", "not a list of columns")]
    [TestCase("--sum a,b=:", "A+B+C=LOW..HIGH")]
    [TestCase("--sum a+b=..", "A+B+C=LOW..HIGH")]
    [TestCase("--sum a+b=1..0", "low, 1, is above high, 0")]
    [TestCase("--sum a+=1", "not a list of columns with plus signs between them")]
    [TestCase("--sum a+a=1", "'a' is named twice")]
    [TestCase("--sum a+0*b=1", "'0*b' has to be an input, or a factor other than 0")]
    [TestCase("--sum a+y=1", "--maximize and --sum contradict each other", "'y'")]
    [TestCase("--sum a+b=0.5 --sum a+b=0.6", "the limits leave no answer: no point meets both linear constraints")]
    [TestCase("--sum a+b=0.5 --sum a+-1*b=0.5 --sum a=-0.5..0.25", "leave no answer: no point meets all of these", "a + b = 0.5")]
    [TestCase("--no-sum", "--no-sum", "there is no such sum")]
    [TestCase("--at-most a", "COLUMN=VALUE")]
    [TestCase("--at-most a=few", "--at-most: 'few' is not a number")]
    [TestCase("--at-most c=1", "--at-most: there is no column 'c'")]
    [TestCase("--at-most y=1", "--maximize and --at-most contradict each other: both name 'y'")]
    [TestCase("--at-most a=1 --at-most a=2", "--at-most: 'a' is named twice")]
    [TestCase("--at-least a=0.5 --at-most a=0.25", "--at-least and --at-most contradict each other", "at least 0.5 and at most 0.25")]
    [TestCase("--at-least a=5", "--at-least: a ≥ 5 leaves nothing of its range", "in the data; --range a=", "would allow it")]
    [TestCase("--at-most b=0 --ignore b", "--ignore and --at-most contradict each other")]
    [TestCase("--at-most a=0.25 --fix a=0.5", "a = 0.5 lies outside of its range")]
    [TestCase("--also y", "--maximize and --also contradict each other")]
    [TestCase("--also c", "--also: there is no column 'c'")]
    [TestCase("--also b --also b", "--also: 'b' is named twice")]
    [TestCase("--also b --ignore b", "--also and --ignore contradict each other")]
    [TestCase("--also b --fix b=0", "--also and --fix contradict each other")]
    [TestCase("--also b --sum a+b=0", "--also and --sum contradict each other")]
    [TestCase("--also b --integer b", "--also and --integer contradict each other")]
    [TestCase("--also a --also b", "no input is left: every column is ignored or a target")]
    [TestCase("--also b --at-least b=2 --at-most b=1", "--at-least and --at-most contradict each other")]
    [TestCase("--integer y", "--maximize and --integer contradict each other")]
    [TestCase("--integer a --integer a", "--integer: 'a' is named twice")]
    [TestCase("--integer a --grid a=0.5", "--integer and --grid contradict each other")]
    [TestCase("--integer a --fix a=0.5", "--fix and --integer contradict each other: a = 0.5 is not a whole number")]
    [TestCase("--integer a --range a=0.2:0.8", "the limits leave no answer", "'a'")]
    [TestCase("--grid a", "COLUMN=STEP")]
    [TestCase("--grid a=0", "--grid: the step 0 of 'a' is not positive")]
    [TestCase("--grid a=0.1 --fix a=0.25", "--fix and --grid contradict each other: a = 0.25 is not a multiple of 0.1")]
    [TestCase("--categorical a", "--categorical: 'a' has", "at most 64 are categories")]
    [TestCase("--categorical a --range a=0:1", "--categorical and --range contradict each other")]
    [TestCase("--categorical y", "--maximize and --categorical contradict each other")]
    [TestCase("--inside 1.5", "--inside: '1.5' is not a share of the rows")]
    [TestCase("--inside 0", "--inside: '0' is not a share of the rows")]
    [TestCase("--ensemble 0", "--ensemble: '0' is not a whole number")]
    [TestCase("--group a,c", "--group: there is no column 'c'")]
    [TestCase("--group y", "--maximize and --group contradict each other")]
    [TestCase("--out good.csv", "--out: 'good.csv' cannot be written")]
    [TestCase("--out good.csv/deeper", "--out: 'good.csv/deeper' cannot be written")]
    public void Limits(string options, params string[] complaints) =>
        Refused(complaints, ["good.csv", "--maximize", "y", .. Words(options)]);

    [TestCase("1,abc,2", "line 12, column 'b': 'abc' is not a number", "--ignore b")]
    [TestCase("1;5,abc,2", "line 12, column 'a': '1;5' is not a number")]
    [TestCase("\"1,5\",1,2", "line 12, column 'a': '1,5' is not a number", "the decimal sign is a point")]
    [TestCase("1,,2", "line 12, column 'b': the cell is empty", "--drop-missing")]
    [TestCase("1,2,", "line 12, column 'y': the cell is empty", "--drop-missing")]
    [TestCase("1,NaN,2", "line 12, column 'b': 'NaN' is not a number", "--drop-missing")]
    [TestCase("1,2,-Infinity", "line 12, column 'y': '-Infinity' is not a finite number")]
    [TestCase("1,1e200,2", "line 12, column 'b': '1e200'")]
    [TestCase("1,2", "line 12 has 2 cells", "3 columns")]
    [TestCase("1,2,3,4", "line 12 has 4 cells", "3 columns")]
    [TestCase("1,\"2,3", "line 12", "quote")]
    public void Lines(string line, params string[] complaints) => RefusedTable(Measurements.With(line), complaints);

    [TestCase("a,a,y", "two columns 'a'", "column 1 and column 2")]
    [TestCase("a,,y", "column 2 no name")]
    [TestCase("1,2,3", "line 1 holds numbers")]
    [TestCase("a,b,c,y", "line 2 has 3 cells", "4 columns")]
    public void Headers(string header, params string[] complaints) => RefusedTable(Measurements.Text(header), complaints);

    [TestCase("", "line 2, column 'type': 'A' is not a number", "--categorical type takes the column's texts", "--ignore type")]
    [TestCase("--categorical type --categorical type", "--categorical: 'type' is named twice")]
    [TestCase("--categorical type --fix type=D", "--fix: 'type' has no label 'D'", "'A', 'B', 'C'")]
    [TestCase("--categorical type --integer type", "--categorical and --integer contradict each other")]
    [TestCase("--categorical type --at-most type=1", "--categorical and --at-most contradict each other")]
    [TestCase("--categorical type --sum type+a=1", "--categorical and --sum contradict each other")]
    [TestCase("--ignore type --categorical type", "--ignore and --categorical contradict each other")]
    public void Categories(string options, params string[] complaints) =>
        Refused(complaints, ["types.csv", "--maximize", "y", .. Words(options)]);

    [Test]
    public void TheConcretesSumIsGivenOrLeftFree() =>
        Refused(["--sum and --no-sum contradict each other"], "--no-sum", "--sum", "cement+water=500..600");

    [Test]
    public void ConstantColumn() =>
        Refused(["column 'c d' is 5 in every row", "--ignore \"c d\""], "const.csv", "--maximize", "y");

    [Test]
    public void ConstantTarget() => Refused(["'c d' is 5 in every row"], "const.csv", "--maximize", "c d");

    [Test]
    public void ConstantGroup() => Refused(["1 group", "at least 5"], "const.csv", "--maximize", "y", "--ignore", "c d", "--group", "c d");

    [Test]
    public void TooFewRows() => RefusedTable(string.Join('\n', Measurements.Text().Split('\n')[..11]), "has 10 rows", "at least 20");

    [Test]
    public void TooFewRowsWithoutMissingCells()
    {
        File.WriteAllText(Path.Combine(_folder, "sparse.csv"),
            Measurements.Text(change: (row, cells) => row < 105 ? ["", .. cells[1..]] : cells));
        Refused(["has 15 rows without missing cells, of 120"], "sparse.csv", "--maximize", "y", "--drop-missing");
    }

    [Test]
    public void NoRows() => RefusedTable("a,b,y\n", "has 0 rows");

    [Test]
    public void SingleColumn() => RefusedTable("y\n1\n2\n3\n", "a single column, 'y'");

    [Test]
    public void EmptyFile() => RefusedTable(" \n", "is empty");

    [Test]
    public void BinaryFile()
    {
        byte[] bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(_folder, "noise.csv"), bytes);
        Refused(["'noise.csv' is not text"], "noise.csv", "--maximize", "y");
    }

    [Test]
    public void OtherEncoding()
    {
        File.WriteAllBytes(Path.Combine(_folder, "latin.csv"), Encoding.Latin1.GetBytes(Measurements.Text("ä,b,y")));
        Refused(["'latin.csv' is not UTF-8 text"], "latin.csv", "--maximize", "y");
    }

    private void RefusedTable(string text, params string[] complaints)
    {
        string file = $"{TestContext.CurrentContext.Test.ID}.csv";
        File.WriteAllText(Path.Combine(_folder, file), text);
        Refused(complaints, file, "--maximize", "y");
    }

    private void Refused(string[] complaints, params string[] arguments)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, arguments);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2), result.Error);
            Assert.That(result.Out, Is.Empty);
            Assert.That(result.Error, Does.StartWith("extremize: ").And.EndsWith("\n"));
            Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.Error);
            foreach (string complaint in complaints)
            {
                Assert.That(result.Error, Does.Contain(complaint));
            }
        }
    }

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
