"""The grammar of SPARQL 1.1 Query (W3C Recommendation, section 19.8) as data, and its LL(1) table.

The productions are those of the Recommendation, with its names. Written otherwise: `TriplesBlock` and its kin
repeat instead of recursing, each word of the language is its own terminal, built-in calls are grouped by
their number of arguments, and some groups have names (`Union`, `Or`, `Step` ...) because they are counted.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from .words import AGGREGATES, NO_ARGUMENT, ONE_ARGUMENT, TWO_ARGUMENTS

END: Final = "END"

_TEXT: Final = """
Query: Prologue ( SelectQuery | ConstructQuery | DescribeQuery | AskQuery ) ValuesClause END
Prologue: ( BaseDecl | PrefixDecl )*
BaseDecl: 'BASE' IRIREF
PrefixDecl: 'PREFIX' PNAME_NS IRIREF
SelectQuery: SelectClause DatasetClause* WhereClause SolutionModifier
SubSelect: SelectClause WhereClause SolutionModifier ValuesClause
SelectClause: 'SELECT' ( 'DISTINCT' | 'REDUCED' )? ( ( VAR | Column )+ | '*' )
Column: '(' Expression 'AS' VAR ')'
ConstructQuery: 'CONSTRUCT' ( ConstructTemplate DatasetClause* WhereClause SolutionModifier
  | DatasetClause* ConstructWhere SolutionModifier )
ConstructWhere: 'WHERE' '{' TriplesTemplate? '}'
DescribeQuery: 'DESCRIBE' ( VarOrIri+ | '*' ) DatasetClause* WhereClause? SolutionModifier
AskQuery: 'ASK' DatasetClause* WhereClause SolutionModifier
DatasetClause: 'FROM' 'NAMED'? iri
WhereClause: 'WHERE'? GroupGraphPattern
SolutionModifier: GroupClause? HavingClause? OrderClause? LimitOffset?
GroupClause: 'GROUP' 'BY' GroupCondition+
GroupCondition: BuiltInCall | FunctionCall | '(' Expression ( 'AS' VAR )? ')' | VAR
HavingClause: 'HAVING' HavingCondition+
HavingCondition: Constraint
OrderClause: 'ORDER' 'BY' OrderCondition+
OrderCondition: ( 'ASC' | 'DESC' ) BrackettedExpression | Constraint | VAR
LimitOffset: LimitClause OffsetClause? | OffsetClause LimitClause?
LimitClause: 'LIMIT' INTEGER
OffsetClause: 'OFFSET' INTEGER
ValuesClause: ( 'VALUES' DataBlock )?
TriplesTemplate: TriplesSameSubject ( '.' TemplateMore )?
TemplateMore: ( TriplesSameSubject ( '.' TemplateMore )? )?
GroupGraphPattern: '{' ( SubSelect | GroupGraphPatternSub ) '}'
GroupGraphPatternSub: TriplesBlock? ( GraphPatternNotTriples '.'? TriplesBlock? )*
TriplesBlock: TriplesSameSubjectPath ( '.' BlockMore )?
BlockMore: ( TriplesSameSubjectPath ( '.' BlockMore )? )?
GraphPatternNotTriples: GroupGraphPattern Union* | 'OPTIONAL' GroupGraphPattern | 'MINUS' GroupGraphPattern
  | 'GRAPH' VarOrIri GroupGraphPattern | 'FILTER' Constraint | 'BIND' '(' Expression 'AS' VAR ')'
  | 'VALUES' DataBlock
Union: 'UNION' GroupGraphPattern
DataBlock: VAR '{' DataValue* '}' | ( NIL | '(' VAR* ')' ) '{' ( '(' DataValue* ')' | NIL )* '}'
DataValue: iri | RDFLiteral | NumericLiteral | BooleanLiteral | 'UNDEF'
Constraint: BrackettedExpression | BuiltInCall | FunctionCall
FunctionCall: iri ArgList
Call: iri ArgList?
ArgList: NIL | '(' 'DISTINCT'? Expression ( ',' Expression )* ')'
ExpressionList: NIL | '(' Expression ( ',' Expression )* ')'
ConstructTemplate: '{' TriplesTemplate? '}'
TriplesSameSubject: VarOrTerm PropertyListNotEmpty | TriplesNode PropertyListNotEmpty?
PropertyListNotEmpty: Verb ObjectList ( ';' ( Verb ObjectList )? )*
Verb: VarOrIri | 'a'
ObjectList: Object ( ',' Object )*
Object: GraphNode
TriplesSameSubjectPath: VarOrTerm PropertyListPath | TriplesNodePath PropertyListPath?
PropertyListPath: ( Path | VAR ) ObjectListPath ( ';' ( ( Path | VAR ) ObjectList )? )*
ObjectListPath: ObjectPath ( ',' ObjectPath )*
ObjectPath: GraphNodePath
Path: PathSequence ( '|' PathSequence )*
PathSequence: PathEltOrInverse Step*
Step: '/' PathEltOrInverse
PathEltOrInverse: PathElt | '^' PathElt
PathElt: PathPrimary ( '?' | '*' | '+' )?
PathPrimary: iri | 'a' | '!' PathNegatedPropertySet | '(' Path ')'
PathNegatedPropertySet: PathOneInPropertySet
  | NIL | '(' PathOneInPropertySet ( '|' PathOneInPropertySet )* ')'
PathOneInPropertySet: iri | 'a' | '^' ( iri | 'a' )
TriplesNode: Collection | '[' PropertyListNotEmpty ']'
TriplesNodePath: CollectionPath | '[' PropertyListPath ']'
Collection: '(' Item+ ')'
CollectionPath: '(' ItemPath+ ')'
Item: GraphNode
ItemPath: GraphNodePath
GraphNode: VarOrTerm | TriplesNode
GraphNodePath: VarOrTerm | TriplesNodePath
VarOrTerm: VAR | iri | RDFLiteral | NumericLiteral | BooleanLiteral | BlankNode | NIL
VarOrIri: VAR | iri
Expression: ConditionalAndExpression Or*
Or: '||' ConditionalAndExpression
ConditionalAndExpression: RelationalExpression And*
And: '&&' RelationalExpression
RelationalExpression: AdditiveExpression ( Compare AdditiveExpression
  | 'IN' ExpressionList | 'NOT' 'IN' ExpressionList )?
Compare: '=' | '!=' | '<' | '>' | '<=' | '>='
AdditiveExpression: MultiplicativeExpression Plus*
Plus: ( '+' | '-' ) MultiplicativeExpression | ( POSITIVE | NEGATIVE ) Times*
MultiplicativeExpression: UnaryExpression Times*
Times: ( '*' | '/' ) UnaryExpression
UnaryExpression: ( '!' | '+' | '-' )? PrimaryExpression
PrimaryExpression: BrackettedExpression | BuiltInCall | Call | RDFLiteral | NumericLiteral
  | BooleanLiteral | VAR
BrackettedExpression: '(' Expression ')'
BuiltInCall: Aggregate | OneArgument '(' Expression ')' | TwoArguments '(' Expression ',' Expression ')'
  | NoArgument NIL | 'BOUND' '(' VAR ')' | 'BNODE' ( '(' Expression ')' | NIL )
  | ( 'CONCAT' | 'COALESCE' ) ExpressionList | 'IF' '(' Expression ',' Expression ',' Expression ')'
  | ( 'SUBSTR' | 'REGEX' ) '(' Expression ',' Expression ( ',' Expression )? ')'
  | 'REPLACE' '(' Expression ',' Expression ',' Expression ( ',' Expression )? ')'
  | 'EXISTS' GroupGraphPattern | 'NOT' 'EXISTS' GroupGraphPattern
Aggregate: 'COUNT' '(' 'DISTINCT'? ( '*' | Expression ) ')' | SetFunction '(' 'DISTINCT'? Expression ')'
  | 'GROUP_CONCAT' '(' 'DISTINCT'? Expression ( ';' 'SEPARATOR' '=' STRING )? ')'
RDFLiteral: STRING ( LANGTAG | '^^' iri )?
NumericLiteral: INTEGER | NUMBER | POSITIVE | NEGATIVE
BooleanLiteral: 'true' | 'false'
iri: IRIREF | PNAME_LN | PNAME_NS
BlankNode: BLANK_NODE_LABEL | ANON
"""

_CALLS: Final = {
    "OneArgument": ONE_ARGUMENT,
    "TwoArguments": TWO_ARGUMENTS,
    "NoArgument": NO_ARGUMENT,
    "SetFunction": AGGREGATES,
}
_PART: Final = re.compile(r"'[^']+'|[A-Za-z_]+|[()|*+?]")

Rule = tuple[str, ...]
Rules = dict[str, list[Rule]]


class Grammar(NamedTuple):
    """`table[nonterminal][terminal]` is what the nonterminal becomes when the terminal comes next.

    `nullable` are the nonterminals that can be nothing. Whatever has no row in `table` is a terminal.
    """

    table: Mapping[str, Mapping[str, Rule]]
    nullable: frozenset[str]


@cache
def grammar() -> Grammar:
    """The table of the productions above. Raises ValueError if they were not LL(1)."""
    rules = dict(_Reading().rules(_TEXT))
    nullable = _nullable(rules)
    first = _first(rules, nullable)
    follow = _follow(rules, nullable, first)
    table: dict[str, dict[str, Rule]] = {name: {} for name in rules}
    for name, alternatives in rules.items():
        for rule in alternatives:
            starts, empty = _start(rule, nullable, first)
            for terminal in starts | (follow[name] if empty else set()):
                if table[name].setdefault(terminal, rule) != rule:
                    raise ValueError(f"{name} is not LL(1) at {terminal}")
    return Grammar(table, nullable)


class _Reading:
    """Turns productions with groups and repetitions into plain ones, with names of their own for groups."""

    def __init__(self) -> None:
        self._rules: Rules = {name: [(word,) for word in words] for name, words in _CALLS.items()}
        self._parts: list[str] = []
        self._name = ""

    def rules(self, text: str) -> Rules:
        for line in text.replace("\n  ", " ").strip().split("\n"):
            self._name, _, right = line.partition(":")
            self._parts = _PART.findall(right)[::-1]
            self._rules[self._name] = self._choice()
        return self._rules

    def _choice(self) -> list[Rule]:
        made = [self._sequence()]
        while self._parts and self._parts[-1] == "|":
            self._parts.pop()
            made.append(self._sequence())
        return made

    def _sequence(self) -> Rule:
        made: list[str] = []
        while self._parts and self._parts[-1] not in ("|", ")"):
            symbol = self._symbol(self._parts.pop())
            mark = self._parts.pop() if self._parts and self._parts[-1] in ("*", "+", "?") else ""
            made += self._repeated(symbol, mark)
        return tuple(made)

    def _symbol(self, part: str) -> str:
        if part == "(":
            name = self._new(self._choice())
            self._parts.pop()
            return name
        bare = part.strip("'")
        return bare if part == "'a'" or part == bare else bare.upper()

    def _repeated(self, symbol: str, mark: str) -> Rule:
        if mark == "":
            return (symbol,)
        if mark == "?":
            return (self._new([(symbol,), ()]),)
        more = self._new([])
        self._rules[more] += [(symbol, more), ()]
        return (more,) if mark == "*" else (symbol, more)

    def _new(self, alternatives: list[Rule]) -> str:
        name = f"{self._name}.{len(self._rules)}"
        self._rules[name] = alternatives
        return name


def _nullable(rules: Rules) -> frozenset[str]:
    found: set[str] = set()
    while more := {n for n, rs in rules.items() if any(found.issuperset(r) for r in rs)} - found:
        found |= more
    return frozenset(found)


def _first(rules: Rules, nullable: frozenset[str]) -> dict[str, set[str]]:
    first: dict[str, set[str]] = {name: set() for name in rules}
    grown = True
    while grown:
        grown = False
        for name, alternatives in rules.items():
            for rule in alternatives:
                starts, _ = _start(rule, nullable, first)
                grown = grown or not starts <= first[name]
                first[name] |= starts
    return first


def _start(rule: Rule, nullable: frozenset[str], first: dict[str, set[str]]) -> tuple[set[str], bool]:
    """The terminals with which the symbols can start, and whether they can be nothing."""
    found: set[str] = set()
    for symbol in rule:
        found |= first.get(symbol, {symbol})
        if symbol not in nullable:
            return found, False
    return found, True


def _follow(rules: Rules, nullable: frozenset[str], first: dict[str, set[str]]) -> dict[str, set[str]]:
    follow: dict[str, set[str]] = {name: set() for name in rules}
    grown = True
    while grown:
        grown = False
        for name, alternatives in rules.items():
            for rule in alternatives:
                for at, symbol in enumerate(rule):
                    if symbol in rules:
                        starts, empty = _start(rule[at + 1 :], nullable, first)
                        starts = starts | (follow[name] if empty else set())
                        grown = grown or not starts <= follow[symbol]
                        follow[symbol] |= starts
    return follow
