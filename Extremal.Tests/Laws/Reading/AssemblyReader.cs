using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Extremal.Tests.Laws.Reading;

/// <summary>Reads from an assembly's metadata and IL which types mention which, and which methods are called.</summary>
internal sealed class AssemblyReader
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly MentionedTypes _types = new();
    private readonly HashSet<Reference> _references = [];
    private readonly HashSet<Call> _calls = [];
    private TypeName _from = new("", "");
    private string _where = "";

    private AssemblyReader(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
    }

    public IReadOnlyCollection<Reference> References => _references;

    public IReadOnlyCollection<Call> Calls => _calls;

    public static AssemblyReader Read(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = new AssemblyReader(file);
        foreach (TypeDefinitionHandle handle in reader._reader.TypeDefinitions)
        {
            reader.ReadType(handle);
        }

        return reader;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        (_from, _where) = (MentionedTypes.NameOf(_reader, handle), "declaration");
        Mention(type.BaseType);
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            Mention(_reader.GetInterfaceImplementation(implementation).Interface);
        }

        ReadParameters(type.GetGenericParameters());
        ReadAttributes(type.GetCustomAttributes());
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            ReadField(_reader.GetFieldDefinition(field));
        }

        foreach (PropertyDefinitionHandle property in type.GetProperties())
        {
            ReadAttributes(_reader.GetPropertyDefinition(property).GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            ReadMethod(_reader.GetMethodDefinition(method));
        }
    }

    private void ReadField(FieldDefinition field)
    {
        _where = _reader.GetString(field.Name);
        Mention(field.DecodeSignature(_types, null));
        ReadAttributes(field.GetCustomAttributes());
    }

    private void ReadMethod(MethodDefinition method)
    {
        _where = _reader.GetString(method.Name);
        Mention(MentionedTypes.Of(method.DecodeSignature(_types, null)));
        ReadParameters(method.GetGenericParameters());
        ReadAttributes(method.GetCustomAttributes());
        foreach (ParameterHandle parameter in method.GetParameters())
        {
            ReadAttributes(_reader.GetParameter(parameter).GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress != 0)
        {
            ReadBody(_file.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void ReadBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            Mention([.. _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_types, null).SelectMany(type => type)]);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            Mention(region.CatchType);
        }

        foreach (EntityHandle token in Instructions.Tokens(body))
        {
            Mention(token);
        }
    }

    private void ReadParameters(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameter parameter in parameters.Select(_reader.GetGenericParameter))
        {
            foreach (GenericParameterConstraintHandle constraint in parameter.GetConstraints())
            {
                Mention(_reader.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            Mention(_reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void Mention(EntityHandle handle)
    {
        if (!handle.IsNil)
        {
            Mention(TypesOf(handle));
        }
    }

    private void Mention(ImmutableArray<TypeName> types) => _references.UnionWith(types.Select(to => new Reference(_from, _where, to)));

    private ImmutableArray<TypeName> TypesOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => _types.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => _types.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => _types.GetTypeFromSpecification(_reader, null, (TypeSpecificationHandle)handle, 0),
        HandleKind.MethodDefinition => OfMethod(_reader.GetMethodDefinition((MethodDefinitionHandle)handle)),
        HandleKind.FieldDefinition => TypesOf(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()),
        HandleKind.MemberReference => OfMember(_reader.GetMemberReference((MemberReferenceHandle)handle)),
        HandleKind.MethodSpecification => OfInstance(_reader.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.StandaloneSignature => MentionedTypes.Of(
            _reader.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(_types, null)),
        _ => [],
    };

    private ImmutableArray<TypeName> OfMethod(MethodDefinition method)
    {
        ImmutableArray<TypeName> owner = TypesOf(method.GetDeclaringType());
        _calls.Add(new Call(_from, _where, owner[0], _reader.GetString(method.Name)));
        return [.. owner, .. MentionedTypes.Of(method.DecodeSignature(_types, null))];
    }

    private ImmutableArray<TypeName> OfMember(MemberReference member)
    {
        ImmutableArray<TypeName> owner = TypesOf(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return [.. owner, .. member.DecodeFieldSignature(_types, null)];
        }

        if (owner.Length > 0)
        {
            _calls.Add(new Call(_from, _where, owner[0], _reader.GetString(member.Name)));
        }

        return [.. owner, .. MentionedTypes.Of(member.DecodeMethodSignature(_types, null))];
    }

    private ImmutableArray<TypeName> OfInstance(MethodSpecification method) =>
        [.. TypesOf(method.Method), .. method.DecodeSignature(_types, null).SelectMany(type => type)];
}
