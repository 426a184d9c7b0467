%% What benchmarks/Subject does, done by gen_tcp of a real node, with the same command line and answers:
%%   erl -noinput -pa DIRECTORY -run subject main -extra --backend inet|socket VERB OPTIONS
-module(subject).
-export([main/0, decoder/1]).

-define(BULK, 65536).
-define(DELAYED, 65536).

main() ->
    try
        Options = options(init:get_plain_arguments(), #{active => false, nodelay => false, delay_send => false}),
        case Options of
            #{max_seconds := Max} -> {ok, _} = timer:apply_after(round(Max * 1000), erlang, halt, [1, [{flush, false}]]);
            #{} -> ok
        end,
        run(maps:get(verb, Options), Options),
        erlang:halt(0)
    catch
        Class:Reason:Stack ->
            io:format(standard_error, "~p: ~p~n~p~n", [Class, Reason, Stack]),
            erlang:halt(1)
    end.

options([], Options) -> Options;
options(["--nodelay" | Rest], Options) -> options(Rest, Options#{nodelay := true});
options(["--delay-send" | Rest], Options) -> options(Rest, Options#{delay_send := true});
options(["--backend", Name | Rest], Options) -> options(Rest, Options#{backend => list_to_atom(Name)});
options(["--active", Value | Rest], Options) -> options(Rest, Options#{active := active(Value)});
options(["--port", Value | Rest], Options) -> options(Rest, Options#{port => list_to_integer(Value)});
options(["--to", Value | Rest], Options) -> options(Rest, Options#{to => list_to_integer(Value)});
options(["--size", Value | Rest], Options) -> options(Rest, Options#{size => list_to_integer(Value)});
options(["--seconds", Value | Rest], Options) -> options(Rest, Options#{seconds => number(Value)});
options(["--max-seconds", Value | Rest], Options) -> options(Rest, Options#{max_seconds => number(Value)});
options(["--type", Value | Rest], Options) -> options(Rest, Options#{type => Value});
options(["--file", Value | Rest], Options) -> options(Rest, Options#{file => Value});
options([Verb | Rest], Options) -> options(Rest, Options#{verb => list_to_atom(Verb)}).

active("true") -> true;
active("false") -> false;
active("once") -> once;
active(Count) -> list_to_integer(Count).

number(Text) ->
    try list_to_float(Text) catch error:badarg -> list_to_integer(Text) end.

run(echo, Options) -> serve(4, fun(Socket) -> start(Socket, Options, fun echo/1) end, Options);
run(sink, Options) -> serve(raw, fun(Socket) -> start(Socket, Options, fun(_) -> fun(_) -> ok end end) end, Options);
run(acceptclose, Options) -> serve(raw, fun gen_tcp:close/1, Options);
run(sendbulk, Options) -> send(raw, maps:get(size, Options, ?BULK), Options);
run(sendsmall, Options) -> send(4, maps:get(size, Options, 100), Options);
run(decode, #{type := Type, file := File, seconds := Seconds}) ->
    {ok, Bytes} = file:read_file(File),
    Decode = decoder(Type),
    true = Decode(Bytes) > 0,
    {UsedBefore, _} = erlang:statistics(runtime),
    Start = now_us(),
    {Packets, Passes} = repeat(Decode, Bytes, Start + round(Seconds * 1000000), 0, 0),
    Elapsed = now_us() - Start,
    {Used, _} = erlang:statistics(runtime),
    io:format(
        "{\"packets\":~b,\"bytes\":~b,\"seconds\":~.6f,\"cpu_seconds\":~.3f}~n",
        [Packets, Passes * byte_size(Bytes), Elapsed / 1000000, (Used - UsedBefore) / 1000]).

%% Servers

serve(Packet, Serve, #{port := Port} = Options) ->
    Common = [{ip, {127, 0, 0, 1}}, {reuseaddr, true}, {backlog, 4096} | common(Packet, Options)],
    {ok, Listener} = gen_tcp:listen(Port, [{inet_backend, maps:get(backend, Options)} | Common]),
    {ok, Actual} = inet:port(Listener),
    io:format("READY ~b~n", [Actual]),
    accept(Listener, Serve).

accept(Listener, Serve) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Serve(Socket),
    accept(Listener, Serve).

%% A process per connection, which owns it.
start(Socket, #{active := Active}, Handler) ->
    Pid = spawn(fun() -> receive go -> receiving(Socket, Active, Handler(Socket)) end end),
    case gen_tcp:controlling_process(Socket, Pid) of
        ok -> Pid ! go;
        {error, _} -> exit(Pid, kill)
    end.

echo(Socket) -> fun(Packet) -> gen_tcp:send(Socket, Packet) end.

receiving(Socket, false, Handle) -> passive(Socket, Handle);
receiving(Socket, Active, Handle) ->
    ok = inet:setopts(Socket, [{active, Active}]),
    active(Socket, Active, Handle).

passive(Socket, Handle) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Data} ->
            case Handle(Data) of
                ok -> passive(Socket, Handle);
                {error, _} -> gen_tcp:close(Socket)
            end;
        {error, _} ->
            gen_tcp:close(Socket)
    end.

active(Socket, Active, Handle) ->
    receive
        {tcp, Socket, Data} ->
            Active =:= once andalso inet:setopts(Socket, [{active, once}]),
            case Handle(Data) of
                ok -> active(Socket, Active, Handle);
                {error, _} -> gen_tcp:close(Socket)
            end;
        {tcp_passive, Socket} ->
            inet:setopts(Socket, [{active, Active}]),
            active(Socket, Active, Handle);
        {tcp_closed, Socket} ->
            ok;
        {tcp_error, Socket, _} ->
            gen_tcp:close(Socket)
    end.

%% Senders

send(Packet, Size, #{to := Port, seconds := Seconds} = Options) ->
    {ok, Socket} = gen_tcp:connect(
        {127, 0, 0, 1}, Port, [{inet_backend, maps:get(backend, Options)} | common(Packet, Options)]),
    Message = binary:copy(<<0>>, Size),
    End = erlang:send_after(round(Seconds * 1000), self(), finish),
    Start = now_us(),
    Count = sending(Socket, Message, 0, 64),
    erlang:cancel_timer(End),
    gen_tcp:close(Socket),
    io:format(
        "{\"messages\":~b,\"bytes\":~b,\"seconds\":~.6f}~n", [Count, Count * Size, (now_us() - Start) / 1000000]).

sending(Socket, Message, Count, 0) ->
    receive finish -> Count after 0 -> sending(Socket, Message, Count, 64) end;
sending(Socket, Message, Count, More) ->
    ok = gen_tcp:send(Socket, Message),
    sending(Socket, Message, Count + 1, More - 1).

common(Packet, #{nodelay := NoDelay, delay_send := Delay}) ->
    [binary, {active, false}, {packet, Packet}, {buffer, ?BULK}, {nodelay, NoDelay}
     | [{delay_send, true} || Delay] ++ [{high_watermark, ?DELAYED} || Delay] ++ [{low_watermark, ?DELAYED div 2} || Delay]].

%% Decoding

decoder("4") -> fun(Bytes) -> decode(4, Bytes, 0) end;
decoder("line") -> fun(Bytes) -> decode(line, Bytes, 0) end;
decoder("http") -> fun(Bytes) -> first_line(Bytes, 0) end.

decode(Type, Bytes, Count) ->
    case erlang:decode_packet(Type, Bytes, []) of
        {ok, _, Rest} -> decode(Type, Rest, Count + 1);
        _ -> Count
    end.

first_line(Bytes, Count) ->
    case erlang:decode_packet(http_bin, Bytes, []) of
        {ok, {http_error, _}, Rest} -> first_line(Rest, Count + 1);
        {ok, _, Rest} -> header(Rest, Count + 1);
        _ -> Count
    end.

header(Bytes, Count) ->
    case erlang:decode_packet(httph_bin, Bytes, []) of
        {ok, http_eoh, Rest} -> first_line(Rest, Count + 1);
        {ok, _, Rest} -> header(Rest, Count + 1);
        _ -> Count
    end.

repeat(Decode, Bytes, End, Packets, Passes) ->
    More = Packets + Decode(Bytes),
    case now_us() < End of
        true -> repeat(Decode, Bytes, End, More, Passes + 1);
        false -> {More, Passes + 1}
    end.

now_us() -> erlang:monotonic_time(microsecond).
