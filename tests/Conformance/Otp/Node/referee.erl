%% Makes calls to gen_tcp and inet for the program that started this node and holds its stdin and stdout.
%%
%% Both directions carry frames of a 4-byte length and an external term.
%%   in:   {Id, Request}
%%   out:  {Id, pending} at most once, then {Id, Answer} exactly once
%%
%% Requests
%%   {call, M, F, Args}      calls M:F; {socket, N} and {mailbox, N} among the arguments stand for a socket and a process
%%   {open, M, F, Args}      the same for a call that returns {ok, Socket}: the process that makes it owns the socket and
%%                           lives on as its mailbox, and the answer has the number of the socket in its place
%%   {{call, {mailbox, N}}, M, F, Args}, {{open, {mailbox, N}}, M, F, Args}
%%                           the same, made by the mailbox process of that number, which in the second case gets the socket
%%   {cancel, Call}          kills the process that makes an earlier call, unless it has returned
%%   {defaults, Key, Opts}   sets an environment key of the application kernel
%%   settle                  is answered when each call that has not been answered waits for what only the network, another
%%                           call or a timeout can bring
%%   reset                   ends everything that was started, and forgets all sockets
%%
%% Answers: {value, Value} | {raised, Class, Reason, Text} | cancelled
-module(referee).
-export([start/0]).

start() ->
    spawn(fun init/0).

init() ->
    try
        serve()
    catch
        Class:Reason:Stack ->
            break({Class, Reason, Stack})
    end.

serve() ->
    process_flag(trap_exit, true),
    %% Names come from here alone: no test may depend on a name server.
    inet_db:set_lookup([file]),
    inet_db:add_host({127, 0, 0, 1}, ["localhost"]),
    inet_db:add_host({0, 0, 0, 0, 0, 0, 0, 1}, ["localhost"]),
    loop(open_port({fd, 0, 1}, [binary, {packet, 4}, eof]), referee_session:start(), #{}).

%% Calls maps the numbers of calls that have not been answered to the processes that answer them.
loop(Port, Session, Calls) ->
    receive
        {Port, {data, Frame}} ->
            {Id, Request} = binary_to_term(Frame),
            handle(Request, Id, Port, Session, Calls);
        {Port, eof} ->
            erlang:halt(0, [{flush, false}]);
        {'EXIT', Port, _} ->
            erlang:halt(0, [{flush, false}]);
        {'EXIT', _, Reason} when Reason =/= normal ->
            break(Reason);
        {answer, Id, pending} ->
            answer(Port, Id, pending),
            loop(Port, Session, Calls);
        {answer, Id, Answer} when is_map_key(Id, Calls) ->
            answer(Port, Id, Answer),
            loop(Port, Session, maps:remove(Id, Calls));
        _ ->
            loop(Port, Session, Calls)
    end.

handle({cancel, Call}, Id, Port, Session, Calls) ->
    case Calls of
        #{Call := Clerk} -> Clerk ! cancel;
        #{} -> ok
    end,
    answer(Port, Id, {value, ok}),
    loop(Port, Session, Calls);
handle({defaults, Key, Options}, Id, Port, Session, Calls) ->
    ok = application:set_env(kernel, Key, Options),
    answer(Port, Id, {value, ok}),
    loop(Port, Session, Calls);
handle(settle, Id, Port, Session, Calls) ->
    Clerk = referee_call:settle(self(), Id, maps:values(Calls)),
    loop(Port, Session, Calls#{Id => Clerk});
handle(reset, Id, Port, Session, _) ->
    [application:unset_env(kernel, Key) || Key <- [inet_default_connect_options, inet_default_listen_options]],
    referee_session:stop(Session),
    answer(Port, Id, {value, ok}),
    loop(Port, referee_session:start(), #{});
handle(Request, Id, Port, Session, Calls) ->
    Clerk = referee_call:start(self(), Id, Request, Session),
    loop(Port, Session, Calls#{Id => Clerk}).

answer(Port, Id, Answer) ->
    port_command(Port, term_to_binary({Id, Answer})).

%% Written by a system call of this process: what goes through the server of standard error may be lost when the node halts.
break(Reason) ->
    {ok, Words} = file:open("/dev/stderr", [append, raw]),
    ok = file:write(Words, unicode:characters_to_binary(io_lib:format("The referee is broken: ~0tP~n", [Reason, 60]))),
    erlang:halt(1, [{flush, false}]).
