%% Decodes for the program that started this node and holds its stdin and stdout. Each line asks for one pass over the
%% bytes of the file, and is answered with the number of packets and the microseconds that they took.
%%   erl -noinput -pa DIRECTORY -run decoder_loop main -extra TYPE FILE
-module(decoder_loop).
-export([main/0]).

main() ->
    [Type, File] = init:get_plain_arguments(),
    {ok, Bytes} = file:read_file(File),
    loop(open_port({fd, 0, 1}, [{line, 80}, eof]), subject:decoder(Type), Bytes).

loop(Port, Decode, Bytes) ->
    receive
        {Port, {data, _}} ->
            Start = erlang:monotonic_time(microsecond),
            Packets = Decode(Bytes),
            Elapsed = erlang:monotonic_time(microsecond) - Start,
            port_command(Port, io_lib:format("~b ~b~n", [Packets, Elapsed])),
            loop(Port, Decode, Bytes);
        {Port, eof} ->
            erlang:halt(0, [{flush, false}])
    end.
