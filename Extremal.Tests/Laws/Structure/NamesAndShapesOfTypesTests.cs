using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Laws;

/// <summary>
/// Laws about how Core's types look: nothing is half open, nothing bears more type parameters than a reader can hold, names say
/// something.
/// </summary>
internal sealed class NamesAndShapesOfTypesTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Util", "Provider", "Context"];

    private static Type[] Written { get; } =
    [
        .. typeof(Tape<>).Assembly.GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !IsInGenerated(type)),
    ];

    [Test]
    public void EveryClassIsAbstractOrSealed() =>
        Assert.That(Written.Where(type => type.IsClass && !type.IsAbstract && !type.IsSealed), Is.Empty);

    [Test]
    public void NoSignatureBearsMoreThanThreeTypeParameters()
    {
        IEnumerable<string> types = Written.Where(type => OwnParameters(type) > 3).Select(type => type.FullName!);
        IEnumerable<string> methods = Written.SelectMany(Members)
            .Where(method => method.IsGenericMethodDefinition && method.GetGenericArguments().Length > 3)
            .Select(method => $"{method.DeclaringType}.{method.Name}");
        Assert.That(types.Concat(methods), Is.Empty);
    }

    [Test]
    public void NoPublicNameIsAnEmptyWord()
    {
        IEnumerable<string> names = Written.Where(type => type.IsVisible)
            .SelectMany(type => type.GetMembers().Where(member => member.DeclaringType == type))
            .Concat<MemberInfo>(Written.Where(type => type.IsVisible))
            .Select(member => member.Name);
        Assert.That(names.Where(name => EmptyWords.Any(word => name.Contains(word, StringComparison.Ordinal))), Is.Empty);
    }

    /// <summary>The words that the compiler gives a record box every property; of a span that is no program.</summary>
    [Test]
    public void NoRecordPrintsASpan()
    {
        Type[] spans = [.. Written.Where(type => type.GetProperties().Any(property =>
            property.PropertyType.IsByRefLike && !property.GetMethod!.IsStatic))];
        Assert.That(spans.Select(type => type.Name), Does.Contain("Slice`1").And.Contain("Variable`1"), "The reader sees nothing.");
        Assert.That(spans.Where(type => type.GetMethod("ToString", [])!.IsDefined(typeof(CompilerGeneratedAttribute), false)), Is.Empty);
        Assert.That($"{Slice<double>.Zeros(new Shape(2, 3)).Rows(1, 1)}, {default(Variable<float>)}",
            Is.EqualTo("1 × 3: [0, 0, 0], a variable on no tape"));
    }

    /// <summary>
    /// A file's room is its folder, so that the law of the rooms speaks of both. Folders within a room need no namespace of their own.
    /// </summary>
    [Test]
    public void EveryFileLiesInItsRoom()
    {
        string core = Path.Combine(Root(), "Extremal.Core");
        IEnumerable<string> files = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(core, file));
        Assert.That(files.Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && !LiesInItsRoom(core, file)), Is.Empty);
    }

    /// <summary>One file needs it, and says there why it is safe.</summary>
    [Test]
    public void OnlyTheTeamIsUnsafe()
    {
        string core = Path.Combine(Root(), "Extremal.Core");
        IEnumerable<string> files = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bunsafe\b"))
            .Select(file => Path.GetRelativePath(core, file).Replace('\\', '/'));
        Assert.That(files.Where(file => !file.StartsWith("obj/", StringComparison.Ordinal)), Is.EqualTo(new[] { "Kernels/Threads/Team.cs" }));
    }

    private static bool LiesInItsRoom(string core, string file)
    {
        string[] folders = file.Split(Path.DirectorySeparatorChar)[..^1];
        bool isDoor = folders is [] or ["Regressor", ..];
        string room = isDoor ? "namespace Extremal" : $"namespace Extremal.{folders[0]}";
        string line = File.ReadLines(Path.Combine(core, file))
            .First(line => line.StartsWith("namespace ", StringComparison.Ordinal)).TrimEnd(';');
        return line == room || (!isDoor && line.StartsWith(room + ".", StringComparison.Ordinal));
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static IEnumerable<MethodInfo> Members(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    // A nested type repeats the parameters of the outer one in metadata, not in the text.
    private static int OwnParameters(Type type) =>
        type.GetGenericArguments().Length - (type.DeclaringType?.GetGenericArguments().Length ?? 0);

    private static bool IsInGenerated(Type type) =>
        type.Name.Contains('<') || (type.DeclaringType is { } outer && (outer.Name.Contains('<') || IsInGenerated(outer)));
}
