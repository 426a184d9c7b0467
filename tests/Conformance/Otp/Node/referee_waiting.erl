%% Whether a process that makes a call of gen_tcp waits for something that only the network, another caller or a timeout
%% can bring.
-module(referee_waiting).
-export([is_waiting/1]).

%% A look may catch the process between asking and being answered. So whoever it asks must have nothing left to do, and
%% the process must still wait in the same place after that.
is_waiting(Pid) ->
    case place(Pid) of
        running -> false;
        %% It has nothing to do any more, or does not know yet that it has.
        {referee_mailbox, loop, _} -> false;
        %% It lets another one do it.
        {referee_mailbox, run, _} -> asked(Pid) =/= [] andalso lists:all(fun is_waiting/1, asked(Pid));
        Place -> everyone_asked_is_idle(Pid) andalso place(Pid) =:= Place
    end.

place(Pid) ->
    case process_info(Pid, [status, current_function]) of
        [{status, waiting}, {current_function, {Module, _, _}}] when Module =:= erlang; Module =:= erts_internal ->
            %% An answer of a port is on its way.
            running;
        [{status, waiting}, {current_function, Function}] ->
            Function;
        [{status, suspended}, {current_function, Function}] ->
            %% By a busy port.
            Function;
        _ ->
            running
    end.

%% A process that calls a server monitors it. What was sent to a port before port_info is done when that returns.
everyone_asked_is_idle(Pid) ->
    [erlang:port_info(Port, name) || Port <- erlang:ports()],
    lists:all(fun is_idle/1, asked(Pid)).

asked(Pid) ->
    case process_info(Pid, monitors) of
        {monitors, Monitors} -> [Server || {process, Server} <- Monitors];
        undefined -> []
    end.

is_idle({Name, Node}) when Node =:= node() ->
    case whereis(Name) of
        undefined -> true;
        Server -> is_idle(Server)
    end;
is_idle(Server) ->
    case process_info(Server, [status, message_queue_len]) of
        [{status, waiting}, {message_queue_len, 0}] -> true;
        undefined -> true;
        _ -> false
    end.
