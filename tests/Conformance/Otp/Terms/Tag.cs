namespace TcpBackends.Tests.Conformance.Otp.Terms;

/// <summary>The tags of the external term format, which say what follows. Each constant is named as in ERTS's manual.</summary>
internal static class Tag
{
    public const byte Version = 131;
    public const byte SmallIntegerExt = 97;
    public const byte IntegerExt = 98;
    public const byte AtomExt = 100;
    public const byte SmallTupleExt = 104;
    public const byte LargeTupleExt = 105;
    public const byte NilExt = 106;
    public const byte StringExt = 107;
    public const byte ListExt = 108;
    public const byte BinaryExt = 109;
    public const byte SmallBigExt = 110;
    public const byte LargeBigExt = 111;
    public const byte SmallAtomExt = 115;
    public const byte MapExt = 116;
    public const byte AtomUtf8Ext = 118;
    public const byte SmallAtomUtf8Ext = 119;
}
