%% What Receiver.cs does, done by gen_tcp of a real node, with the same command line and answers:
%%   erl -noinput -pa DIRECTORY -run active_modes main -extra inet|socket true|once|100
-module(active_modes).
-export([main/0]).

main() ->
    try
        [Backend, Mode] = init:get_plain_arguments(),
        run(list_to_atom(Backend), active(Mode)),
        erlang:halt(0)
    catch
        Class:Reason:Stack ->
            io:format(standard_error, "~p: ~p~n~p~n", [Class, Reason, Stack]),
            erlang:halt(1)
    end.

active("true") -> true;
active("once") -> once;
active(Count) -> list_to_integer(Count).

run(Backend, Active) ->
    {ok, Listener} = gen_tcp:listen(
        0, [{inet_backend, Backend}, binary, {ip, {127, 0, 0, 1}}, {packet, 4}, {buffer, 65536}, {active, false}]),
    {ok, Port} = inet:port(Listener),
    io:format("~b~n", [Port]),
    {ok, Socket} = gen_tcp:accept(Listener),
    {CpuBefore, _} = erlang:statistics(runtime),
    Before = erlang:monotonic_time(microsecond),
    ok = inet:setopts(Socket, [{active, Active}]),
    Count = count(Socket, Active, 0),
    Elapsed = erlang:monotonic_time(microsecond) - Before,
    {Cpu, _} = erlang:statistics(runtime),
    io:format("~b ~b ~b~n", [Count, Elapsed, (Cpu - CpuBefore) * 1000]).

count(Socket, once, Count) ->
    receive
        {tcp, Socket, _} ->
            inet:setopts(Socket, [{active, once}]),
            count(Socket, once, Count + 1);
        {tcp_closed, Socket} ->
            Count
    end;
count(Socket, Active, Count) ->
    receive
        {tcp, Socket, _} ->
            count(Socket, Active, Count + 1);
        {tcp_passive, Socket} ->
            inet:setopts(Socket, [{active, Active}]),
            count(Socket, Active, Count);
        {tcp_closed, Socket} ->
            Count
    end.
