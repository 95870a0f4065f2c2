namespace Extremal.Tests.Laws.Reading;

/// <summary>
/// That a type mentions another: in a method body, a signature, a field, a base type, a generic argument or an attribute.
/// </summary>
/// <param name="From">Full name of the type that mentions; for a nested type, of the outermost one.</param>
/// <param name="Where">The member in which it does, or how.</param>
/// <param name="To">Full name of the type mentioned, outermost likewise.</param>
internal sealed record Reference(TypeName From, string Where, TypeName To)
{
    public override string ToString() => $"{From} ({Where}) mentions {To}";
}

/// <summary>That a method body calls a method, or takes its address.</summary>
/// <param name="From">Full name of the type that calls.</param>
/// <param name="Where">The method in which it does.</param>
/// <param name="To">Full name of the type that declares the called method.</param>
/// <param name="Method">The called method's name.</param>
internal sealed record Call(TypeName From, string Where, TypeName To, string Method)
{
    public override string ToString() => $"{From}.{Where} calls {To}.{Method}";
}

/// <summary>A type's name as metadata have it.</summary>
internal sealed record TypeName(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}
