// The abbreviations of DWARF entries: for each number a tag, whether entries have children, and the attributes in the
// order in which they are written. gc's objects hold entries written with these numbers, so the table is gc's, row by row;
// rows of burrow's own come behind it.

import { ByteWriter } from '../base/bytewriter.ts';

const tags =
  numbers(`array_type=0x1 formal_parameter=0x5 lexical_block=0xb member=0xd pointer_type=0xf compile_unit=0x11
  structure_type=0x13 subroutine_type=0x15 typedef=0x16 unspecified_parameters=0x18 inlined_subroutine=0x1d
  subrange_type=0x21 base_type=0x24 constant=0x27 subprogram=0x2e variable=0x34 unspecified_type=0x3b`);

const attrs =
  numbers(`location=0x2 name=0x3 byte_size=0xb stmt_list=0x10 low_pc=0x11 high_pc=0x12 language=0x13 comp_dir=0x1b
  const_value=0x1c inline=0x20 producer=0x25 abstract_origin=0x31 count=0x37 data_member_location=0x38
  decl_file=0x3a decl_line=0x3b encoding=0x3e external=0x3f frame_base=0x40 type=0x49 variable_parameter=0x4b
  ranges=0x55 trampoline=0x56 call_file=0x58 call_line=0x59 addr_base=0x73 go_kind=0x2900 go_key=0x2901
  go_elem=0x2902 go_embedded_field=0x2903 go_runtime_type=0x2904 go_package_name=0x2905 go_dict_index=0x2906
  go_closure_offset=0x2907`);

const forms =
  numbers(`addr=0x1 data4=0x6 string=0x8 block1=0xa data1=0xb flag=0xc sdata=0xd udata=0xf ref_addr=0x10 sec_offset=0x17
  addrx=0x1b`);

/** One row an abbreviation, from number 1: name, tag, children, then attribute:form. */
const table = `
COMPUNIT compile_unit yes name:string language:data1 stmt_list:sec_offset low_pc:addr ranges:sec_offset comp_dir:string producer:string go_package_name:string addr_base:sec_offset
COMPUNIT_TEXTLESS compile_unit yes name:string language:data1 comp_dir:string producer:string go_package_name:string
FUNCTION subprogram yes name:string low_pc:addrx high_pc:udata frame_base:block1 decl_file:data4 decl_line:udata external:flag
WRAPPER subprogram yes name:string low_pc:addrx high_pc:udata frame_base:block1 trampoline:flag
FUNCTION_ABSTRACT subprogram yes name:string inline:data1 decl_line:udata external:flag
FUNCTION_CONCRETE subprogram yes abstract_origin:ref_addr low_pc:addrx high_pc:udata frame_base:block1
WRAPPER_CONCRETE subprogram yes abstract_origin:ref_addr low_pc:addrx high_pc:udata frame_base:block1 trampoline:flag
INLINED_SUBROUTINE inlined_subroutine yes abstract_origin:ref_addr low_pc:addrx high_pc:udata call_file:data4 call_line:udata
INLINED_SUBROUTINE_RANGES inlined_subroutine yes abstract_origin:ref_addr ranges:sec_offset call_file:data4 call_line:udata
VARIABLE variable no name:string location:block1 type:ref_addr external:flag
INT_CONSTANT constant no name:string type:ref_addr const_value:sdata
LEXICAL_BLOCK_RANGES lexical_block yes ranges:sec_offset
LEXICAL_BLOCK_SIMPLE lexical_block yes low_pc:addr high_pc:addr
STRUCTFIELD member no name:string data_member_location:udata type:ref_addr go_embedded_field:flag
FUNCTYPEPARAM formal_parameter no type:ref_addr
FUNCTYPEOUTPARAM formal_parameter no variable_parameter:flag type:ref_addr
DOTDOTDOT unspecified_parameters no
ARRAYRANGE subrange_type no type:ref_addr count:udata
NULLTYPE unspecified_type no name:string
BASETYPE base_type no name:string encoding:data1 byte_size:data1 go_kind:data1 go_runtime_type:addr
ARRAYTYPE array_type yes name:string type:ref_addr byte_size:udata go_kind:data1 go_runtime_type:addr
CHANTYPE typedef no name:string type:ref_addr go_kind:data1 go_runtime_type:addr go_elem:ref_addr
FUNCTYPE subroutine_type yes name:string byte_size:udata go_kind:data1 go_runtime_type:addr
IFACETYPE typedef yes name:string type:ref_addr go_kind:data1 go_runtime_type:addr
MAPTYPE typedef no name:string type:ref_addr go_kind:data1 go_runtime_type:addr go_key:ref_addr go_elem:ref_addr
PTRTYPE pointer_type no name:string type:ref_addr go_kind:data1 go_runtime_type:addr
BARE_PTRTYPE pointer_type no name:string go_runtime_type:addr
SLICETYPE structure_type yes name:string byte_size:udata go_kind:data1 go_runtime_type:addr go_elem:ref_addr
STRINGTYPE structure_type yes name:string byte_size:udata go_kind:data1 go_runtime_type:addr
STRUCTTYPE structure_type yes name:string byte_size:udata go_kind:data1 go_runtime_type:addr
TYPEDECL typedef no name:string type:ref_addr
DICT_INDEX typedef no name:string type:ref_addr go_dict_index:udata
PUTVAR_0 variable no name:string decl_line:udata type:ref_addr
PUTVAR_1 formal_parameter no name:string variable_parameter:flag type:ref_addr
PUTVAR_2 variable no abstract_origin:ref_addr location:sec_offset
PUTVAR_3 variable no abstract_origin:ref_addr location:block1
PUTVAR_4 variable no name:string decl_line:udata type:ref_addr go_closure_offset:udata location:sec_offset
PUTVAR_5 variable no name:string decl_line:udata type:ref_addr go_closure_offset:udata location:block1
PUTVAR_6 variable no name:string decl_line:udata type:ref_addr location:sec_offset
PUTVAR_7 variable no name:string decl_line:udata type:ref_addr location:block1
PUTVAR_8 formal_parameter no abstract_origin:ref_addr location:sec_offset
PUTVAR_9 formal_parameter no abstract_origin:ref_addr location:block1
PUTVAR_10 formal_parameter no name:string variable_parameter:flag decl_line:udata type:ref_addr go_closure_offset:udata location:sec_offset
PUTVAR_11 formal_parameter no name:string variable_parameter:flag decl_line:udata type:ref_addr go_closure_offset:udata location:block1
PUTVAR_12 formal_parameter no name:string variable_parameter:flag decl_line:udata type:ref_addr location:sec_offset
PUTVAR_13 formal_parameter no name:string variable_parameter:flag decl_line:udata type:ref_addr location:block1
OWN_INLINED inlined_subroutine yes abstract_origin:ref_addr low_pc:addr high_pc:udata call_file:udata call_line:udata
OWN_INLINED_RANGES inlined_subroutine yes abstract_origin:ref_addr ranges:sec_offset call_file:udata call_line:udata
OWN_BLOCK lexical_block yes low_pc:addr high_pc:udata
OWN_PARAM formal_parameter no name:string variable_parameter:flag decl_line:udata type:ref_addr
OWN_PARAM_OF formal_parameter no abstract_origin:ref_addr
`;

function numbers(text: string): ReadonlyMap<string, number> {
  const rows = text.split(/\s+/).filter(s => s !== '');
  return new Map(rows.map(row => [row.slice(0, row.indexOf('=')), Number(row.slice(row.indexOf('=') + 1))]));
}

/** The number of an attribute. */
export function attrNumber(name: string): number {
  return attrs.get(name)!;
}

// Forms, as the writer of entries switches on them.
export const FORM_addr = 0x1;
export const FORM_data4 = 0x6;
export const FORM_string = 0x8;
export const FORM_block1 = 0xa;
export const FORM_data1 = 0xb;
export const FORM_flag = 0xc;
export const FORM_sdata = 0xd;
export const FORM_udata = 0xf;
export const FORM_ref_addr = 0x10;
export const FORM_sec_offset = 0x17;
export const FORM_addrx = 0x1b;

/** An abbreviation. */
export interface Abbrev {
  readonly name: string;
  readonly tag: number;
  readonly children: boolean;
  /** Attribute and form by turns. */
  readonly attrs: readonly number[];
}

/** All abbreviations by number; element 0 ends a list of children. */
export const abbrevs: readonly Abbrev[] = [
  { name: 'NULL', tag: 0, children: false, attrs: [] },
  ...table
    .trim()
    .split('\n')
    .map(row => {
      const [name, tag, children, ...list] = row.split(' ');
      const pairs = list.flatMap(pair => {
        const [attr, form] = pair.split(':');
        return [attrs.get(attr)!, forms.get(form)!];
      });
      return { name, tag: tags.get(tag)!, children: children === 'yes', attrs: pairs };
    }),
];

/** The number of the abbreviation of this name. */
export function abbrevNumber(name: string): number {
  return abbrevs.findIndex(a => a.name === name);
}

/** The contents of .debug_abbrev, with the rows of burrow's own where something is written with them. */
export function abbrevSection(own: boolean): Uint8Array {
  const w = new ByteWriter(512);
  abbrevs.forEach((a, i) => {
    if (i === 0 || (!own && a.name.startsWith('OWN_'))) return;
    w.uleb(i);
    w.uleb(a.tag);
    w.u8(a.children ? 1 : 0);
    for (const x of a.attrs) w.uleb(x);
    w.u16(0);
  });
  w.u8(0);
  return w.bytes();
}
