%% One call, made by a process of its own so that it holds up no other, and watched until it returns.
-module(referee_call).
-export([start/4, settle/3]).

start(Referee, Id, {Kind, M, F, Args}, Session) ->
    spawn_link(fun() -> watch(Referee, Id, Kind, {M, F, Args}, Session) end).

%% Answers when each of these has answered, or its call waits.
settle(Referee, Id, Clerks) ->
    spawn_link(
        fun() ->
            Monitors = [{Clerk, monitor(process, Clerk)} || Clerk <- Clerks],
            [Clerk ! {settle, self()} || Clerk <- Clerks],
            [receive
                 {settled, Clerk} -> demonitor(Monitor, [flush]);
                 {'DOWN', Monitor, process, Clerk, _} -> ok
             end || {Clerk, Monitor} <- Monitors],
            Referee ! {answer, Id, {value, ok}}
        end).

watch(Referee, Id, Kind, Call, Session) ->
    Clerk = self(),
    {Worker, Monitor} = referee_session:run(Session, fun() -> work(Clerk, Kind, Id, Call, Session) end),
    Answer =
        case first_answer(Worker, Monitor, 0) of
            pending ->
                Referee ! {answer, Id, pending},
                last_answer(Worker, Monitor);
            Returned ->
                Returned
        end,
    Referee ! {answer, Id, Answer}.

work(Clerk, call, _, Call, Session) ->
    Clerk ! {returned, self(), apply_call(Call, Session)};
work(Clerk, open, Id, Call, Session) ->
    case apply_call(Call, Session) of
        {value, {ok, Socket}} ->
            referee_session:add(Session, Id, Socket),
            referee_session:add(Session, {mailbox, Id}, self()),
            Clerk ! {returned, self(), {value, {ok, Id}}},
            %% The owner: the socket lives as long as this process.
            referee_mailbox:loop();
        Other ->
            Clerk ! {returned, self(), Other}
    end;
work(Clerk, {call, In}, _, Call, Session) ->
    Clerk ! {returned, self(), referee_mailbox:run(resolve(In, Session), fun() -> apply_call(Call, Session) end)};
work(Clerk, {open, In}, Id, Call, Session) ->
    Open = fun() ->
        case apply_call(Call, Session) of
            {value, {ok, Socket}} ->
                referee_session:add(Session, Id, Socket),
                {value, {ok, Id}};
            Other ->
                Other
        end
    end,
    Clerk ! {returned, self(), referee_mailbox:run(resolve(In, Session), Open)}.

apply_call({M, F, Args}, Session) ->
    try
        {value, apply(M, F, [resolve(Arg, Session) || Arg <- Args])}
    catch
        Class:Reason ->
            {raised, Class, plain(Reason), iolist_to_binary(io_lib:format("~0tP", [Reason, 30]))}
    end.

resolve({socket, Number}, Session) -> referee_session:socket(Session, Number);
resolve({mailbox, Number}, Session) -> referee_session:socket(Session, {mailbox, Number});
resolve(session, Session) -> Session;
resolve(Arg, _) -> Arg.

%% The other side knows atoms; whatever else a reason may be is in the text.
plain(Reason) when is_atom(Reason) -> Reason;
plain({Reason, Stack}) when is_atom(Reason), is_list(Stack) -> Reason;
plain(_) -> other.

first_answer(Worker, Monitor, Looks) ->
    case returned(Worker, Monitor, pause(Looks)) of
        nothing ->
            case referee_waiting:is_waiting(Worker) of
                true -> pending;
                false -> first_answer(Worker, Monitor, Looks + 1)
            end;
        Answer ->
            Answer
    end.

last_answer(Worker, Monitor) ->
    case returned(Worker, Monitor, infinity) of
        {settle, From} ->
            settle(Worker, Monitor, From, 0);
        Answer ->
            Answer
    end.

settle(Worker, Monitor, From, Looks) ->
    case returned(Worker, Monitor, pause(Looks)) of
        nothing ->
            case referee_waiting:is_waiting(Worker) of
                true ->
                    From ! {settled, self()},
                    last_answer(Worker, Monitor);
                false ->
                    settle(Worker, Monitor, From, Looks + 1)
            end;
        Answer ->
            Answer
    end.

returned(Worker, Monitor, Timeout) ->
    receive
        {settle, From} when Timeout =:= infinity ->
            {settle, From};
        {returned, Worker, Answer} ->
            demonitor(Monitor, [flush]),
            Answer;
        {'DOWN', Monitor, process, Worker, Reason} ->
            {raised, exit, plain(Reason), iolist_to_binary(io_lib:format("~0tP", [Reason, 30]))};
        cancel ->
            exit(Worker, kill),
            receive {'DOWN', Monitor, process, Worker, _} -> cancelled end
    after Timeout ->
        nothing
    end.

%% Close looks at first, since nearly every call returns or waits within microseconds.
pause(Looks) when Looks < 1000 -> 0;
pause(_) -> 1.
