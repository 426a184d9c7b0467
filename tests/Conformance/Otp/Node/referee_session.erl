%% The sockets of one test, and all processes that it starts.
-module(referee_session).
-export([start/0, stop/1, run/2, add/3, socket/2, number/2, dispose/1]).

-record(session, {leader, sockets}).

%% Whatever a process starts has the same group leader, the processes that gen_tcp starts included.
start() ->
    #session{leader = spawn(fun lead/0), sockets = ets:new(sockets, [public])}.

stop(#session{leader = Leader, sockets = Sockets}) ->
    kill([Leader]),
    kill_members(Leader),
    ets:delete(Sockets).

kill_members(Leader) ->
    case [Pid || Pid <- processes(), process_info(Pid, group_leader) =:= {group_leader, Leader}] of
        [] ->
            ok;
        Members ->
            kill(Members),
            %% They may have started others in the meantime.
            kill_members(Leader)
    end.

kill(Pids) ->
    Monitors = [{Pid, monitor(process, Pid)} || Pid <- Pids],
    [exit(Pid, kill) || Pid <- Pids],
    [receive {'DOWN', Monitor, process, Pid, _} -> ok end || {Pid, Monitor} <- Monitors].

run(#session{leader = Leader}, Fun) ->
    spawn_monitor(fun() -> group_leader(Leader, self()), Fun() end).

add(#session{sockets = Sockets}, Number, Socket) ->
    ets:insert(Sockets, {Number, Socket}).

socket(#session{sockets = Sockets}, Number) ->
    ets:lookup_element(Sockets, Number, 2).

number(#session{sockets = Sockets}, Socket) ->
    [[Number]] = ets:match(Sockets, {'$1', Socket}),
    Number.

%% Closes a socket, whatever state it is in.
dispose(Socket) ->
    catch gen_tcp:close(Socket),
    ok.

%% What its members print is for standard error: standard output belongs to the conversation.
lead() ->
    receive
        {io_request, _, _, _} = Request -> standard_error ! Request;
        _ -> ignored
    end,
    lead().
