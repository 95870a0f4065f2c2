using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Extremal.Tests.Laws.Reading;

/// <summary>Decodes signatures to the types that occur in them, generic arguments included.</summary>
internal sealed class MentionedTypes : ISignatureTypeProvider<ImmutableArray<TypeName>, object?>
{
    private static readonly ImmutableArray<TypeName> None = [];

    public ImmutableArray<TypeName> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte kind) =>
        [NameOf(reader, handle)];

    public ImmutableArray<TypeName> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte kind) =>
        [NameOf(reader, handle)];

    public ImmutableArray<TypeName> GetTypeFromSpecification(
        MetadataReader reader, object? context, TypeSpecificationHandle handle, byte kind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public ImmutableArray<TypeName> GetGenericInstantiation(
        ImmutableArray<TypeName> type, ImmutableArray<ImmutableArray<TypeName>> arguments) =>
        [.. type, .. arguments.SelectMany(argument => argument)];

    public ImmutableArray<TypeName> GetModifiedType(ImmutableArray<TypeName> modifier, ImmutableArray<TypeName> type, bool isRequired) =>
        [.. modifier, .. type];

    public ImmutableArray<TypeName> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeName>> signature) => Of(signature);

    public ImmutableArray<TypeName> GetSZArrayType(ImmutableArray<TypeName> type) => type;

    public ImmutableArray<TypeName> GetArrayType(ImmutableArray<TypeName> type, ArrayShape shape) => type;

    public ImmutableArray<TypeName> GetByReferenceType(ImmutableArray<TypeName> type) => type;

    public ImmutableArray<TypeName> GetPointerType(ImmutableArray<TypeName> type) => type;

    public ImmutableArray<TypeName> GetPinnedType(ImmutableArray<TypeName> type) => type;

    public ImmutableArray<TypeName> GetPrimitiveType(PrimitiveTypeCode code) => None;

    public ImmutableArray<TypeName> GetGenericTypeParameter(object? context, int index) => None;

    public ImmutableArray<TypeName> GetGenericMethodParameter(object? context, int index) => None;

    public static ImmutableArray<TypeName> Of(MethodSignature<ImmutableArray<TypeName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(type => type)];

    /// <summary>A nested type goes by the name of the outermost one.</summary>
    public static TypeName NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? NameOf(reader, outer)
            : new(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    private static TypeName NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)
            : new(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }
}
