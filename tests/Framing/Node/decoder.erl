%% Decodes packets for the program that started this node and holds its stdin and stdout.
%% Both directions carry frames of a 4-byte length and an external term: a list of requests, the list of answers to them.
-module(decoder).
-export([start/0]).

start() ->
    loop(open_port({fd, 0, 1}, [binary, {packet, 4}, eof])).

loop(Port) ->
    receive
        {Port, {data, Frame}} ->
            port_command(Port, term_to_binary([answer(Request) || Request <- binary_to_term(Frame)])),
            loop(Port);
        {Port, eof} ->
            erlang:halt(0, [{flush, false}])
    end.

%% One packet.
answer({packet, Type, Bytes, Options}) ->
    decode(Type, Bytes, Options);
%% All packets of a stream, and what stopped it, with the change between first line and headers that sockets make.
answer({stream, Type, Bytes, Options}) ->
    stream(Type, first_line, Bytes, Options, []).

stream(Type, Phase, Bytes, Options, Packets) ->
    case decode(in_phase(Type, Phase), Bytes, Options) of
        {ok, Packet, Rest} ->
            stream(Type, next_phase(Packet, Phase), Rest, Options, [Packet | Packets]);
        Stopped ->
            {lists:reverse(Packets), Stopped}
    end.

decode(Type, Bytes, Options) ->
    try
        erlang:decode_packet(Type, Bytes, Options)
    catch
        error:Reason -> {raised, Reason}
    end.

in_phase(http, headers) -> httph;
in_phase(http_bin, headers) -> httph_bin;
in_phase(Type, _) -> Type.

next_phase({http_request, _, _, _}, _) -> headers;
next_phase({http_response, _, _, _}, _) -> headers;
next_phase(http_eoh, _) -> first_line;
next_phase(_, Phase) -> Phase.
